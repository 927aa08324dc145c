import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { leveled } from '#lib/audio/level.ts';
import { decodePcm16 } from '#lib/audio/pcm.ts';
import { wavOf } from '#lib/audio/wav.ts';
import { Account } from '#lib/imap/account.ts';
import { Greetings } from '#lib/mailbox/greetings.ts';
import { type BadImap, misbehave } from '#test/bad-imap.ts';
import { likenessOf } from '#test/envelope.ts';
import { startMailServer } from '#test/mail-server.ts';
import { callerHears, ownerRecords } from '#test/pbx/greeting-calls.ts';
import { type OwnPbx, startPbx } from '#test/pbx.ts';
import { settingsFor } from '#test/settings.ts';
import { recordingIn, samplesOfWav } from '#test/wav.ts';

const MASTER = { name: 'asterisk', password: 'a secret of the phone system' };
const EXTENSION = '1001';
const PASSWORD = 'a secret of the owner';
const SECONDS = 8;
const FORMATS = ['gsm', 'wav49', 'wav', 'ulaw', 'alaw', 'sln'];

const speech = decodePcm16(recordingIn('sln', 'meeting').bytes);

type Play = (greetings: Greetings, pbx: OwnPbx, door: BadImap) => Promise<void>;

/** An Asterisk, a mail server, and what the portal has of both: the same code as behind its calls. */
async function withGreetings(format: string, play: Play) {
  const mailServer = await startMailServer({ master: MASTER, users: [{ name: EXTENSION, password: PASSWORD }] });
  const pbx = await startPbx({ mailServer, master: MASTER, extensions: [EXTENSION], format });
  const door = await misbehave(mailServer);
  try {
    Object.assign(process.env, settingsFor(door), {
      VOICEMAIL_CONF: join(pbx.place.folder, 'etc/voicemail.conf'),
    });
    Reflect.deleteProperty(globalThis, Symbol.for('lamplight.config'));
    const account = await Account.login({ user: EXTENSION, password: PASSWORD, clientAddress: '192.0.2.1' });
    await play(new Greetings(account, { extension: EXTENSION, context: 'default' }), pbx, door);
  } finally {
    await door.stop();
    await pbx.stop();
    await mailServer.stop();
  }
}

for (const format of FORMATS) {
  test(`a greeting that was put in ${format} is what the next caller hears, until it is removed`, async () => {
    await withGreetings(format, async (greetings, pbx) => {
      await greetings.put('unavailable', wavOf([speech], 8000));
      const heard = likenessOf(leveled(speech), await callerHears(pbx.place, EXTENSION, SECONDS));
      await greetings.put('temporary', wavOf([decodePcm16(recordingIn('sln', 'delivery').bytes)], 8000));
      const beside = likenessOf(leveled(speech), await callerHears(pbx.place, EXTENSION, SECONDS));
      await greetings.remove('temporary');
      const again = likenessOf(leveled(speech), await callerHears(pbx.place, EXTENSION, SECONDS));
      await greetings.remove('unavailable');
      const without = likenessOf(leveled(speech), await callerHears(pbx.place, EXTENSION, SECONDS));
      const row = [heard, beside, again, without].map((value) => value.toFixed(2)).join(' | ');
      process.stdout.write(`| ${format} | ${row} |\n`);
      expect(heard).toBeGreaterThan(0.9);
      expect(again).toBeGreaterThan(0.9);
      expect(beside).toBeLessThan(0.7);
      expect(without).toBeLessThan(0.7);
      expect(pbx.log()).toContain("Playing 'vm-isunavail");
    });
  });
}

test('whoever dies between the new greeting and the end of the old one leaves one, and the next look settles which', async () => {
  await withGreetings('wav49', async (greetings, pbx, door) => {
    const other = decodePcm16(recordingIn('sln', 'delivery').bytes);
    await greetings.put('unavailable', wavOf([other], 8000));
    door.misbehave({ at: 'STORE', does: 'drop' });
    await expect(greetings.put('unavailable', wavOf([speech], 8000))).rejects.toMatchObject({ name: 'VoicemailError' });
    const old = likenessOf(leveled(other), await callerHears(pbx.place, EXTENSION, SECONDS));
    door.behave();
    await greetings.list();
    const fresh = likenessOf(leveled(speech), await callerHears(pbx.place, EXTENSION, SECONDS));
    process.stdout.write(`| half way | the old one ${old.toFixed(2)} | then the new one ${fresh.toFixed(2)} |\n`);
    expect(old).toBeGreaterThan(0.9);
    expect(fresh).toBeGreaterThan(0.9);
  });
});

test('a greeting that was recorded on the phone is listed, and plays', async () => {
  await withGreetings('wav49', async (greetings, pbx) => {
    await ownerRecords(pbx.place, EXTENSION);
    expect((await greetings.list()).greetings).toMatchObject([{ kind: 'unavailable', codec: 'wav49' }]);
    const { between, sizeBytes } = await greetings.recording('unavailable');
    const pieces: Uint8Array[] = [];
    for await (const piece of between(0, sizeBytes)) pieces.push(piece);
    const recorded = samplesOfWav(Buffer.concat(pieces));
    const heard = likenessOf(recorded, await callerHears(pbx.place, EXTENSION, SECONDS + 20));
    process.stdout.write(`| on the phone | ${heard.toFixed(2)} | ${recorded.length / 8000} s |\n`);
    expect(heard).toBeGreaterThan(0.9);
  });
});
