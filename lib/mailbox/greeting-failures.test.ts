import { afterAll, expect, test } from 'vitest';
import { decodePcm16 } from '#lib/audio/pcm.ts';
import { wavOf } from '#lib/audio/wav.ts';
import type { Misbehaviour } from '#test/bad-imap-plan.ts';
import { aGreeting } from '#test/builders.ts';
import { deliver } from '#test/deliver.ts';
import { aGreetingSite, GREETINGS_ON, greetingsIn } from '#test/greeting-site.ts';
import { ownMailbox } from '#test/open-mailbox.ts';
import { removeFolders } from '#test/voicemail-conf.ts';
import { recordingIn } from '#test/wav.ts';

afterAll(removeFolders);

const WAV = wavOf([decodePcm16(recordingIn('sln').bytes).subarray(0, 8000)], 8000);
const isOld = (raw: string) => raw.includes('pbx.example.test');

/** With a greeting of the phone's, and one of another kind. */
async function withGreetings() {
  const site = await aGreetingSite();
  await deliver(site.imap, aGreeting('unavail'), 'Greetings');
  await deliver(site.imap, aGreeting('busy'), 'Greetings');
  const { greetings } = await ownMailbox(site);
  await greetings.list();
  return { site, greetings };
}

const FAULTS: Misbehaviour[] = [
  { at: 'LIST', does: 'drop', times: 2 },
  { at: 'SELECT', holding: 'Greetings', does: 'no' },
  { at: 'APPEND', does: 'no' },
  { at: 'APPEND', does: 'no', code: 'OVERQUOTA' },
  { at: 'APPEND', does: 'drop' },
  { at: 'APPEND', does: 'strand' },
  { at: 'APPEND', does: 'hang' },
  { at: 'APPEND', does: 'drop', when: 'after' },
  { at: 'FETCH', holding: 'BODY.PEEK[]', does: 'no' },
  { at: 'FETCH', holding: 'BODY.PEEK[]', does: 'drop' },
  { at: 'FETCH', holding: 'BODY.PEEK[]', does: 'drop', afterBytes: 300 },
  { at: 'STORE', does: 'no' },
  { at: 'STORE', does: 'drop' },
  { at: 'STORE', does: 'strand' },
  { at: 'EXPUNGE', does: 'no' },
  { at: 'EXPUNGE', does: 'drop' },
  { at: 'EXPUNGE', does: 'strand' },
  { at: 'SEARCH', does: 'drop' },
];

test.each(FAULTS)(
  'put() while %j leaves a greeting that callers hear, and the next look settles which',
  async (fault) => {
    const { site, greetings } = await withGreetings();
    site.proxy.misbehave(fault);
    await expect(greetings.put('unavailable', WAV)).rejects.toMatchObject({ name: 'VoicemailError' });
    const heard = (await greetingsIn(site)).filter(({ name }) => name?.startsWith('unavail.'));
    expect(heard.length).toBeGreaterThanOrEqual(1);
    site.proxy.behave();
    expect((await greetings.list()).greetings.map(({ kind }) => kind)).toEqual(['unavailable', 'busy']);
    const settled = await greetingsIn(site);
    expect(settled.map(({ name }) => name?.split('.')[0]).sort()).toEqual(['busy', 'unavail']);
    expect(settled.flatMap(({ flags }) => flags).filter((flag) => flag === '\\Deleted')).toEqual([]);
    await greetings.put('unavailable', WAV);
    const after = await greetingsIn(site);
    expect(after.map(({ name }) => name)).toEqual(['busy.gsm', 'unavail.WAV']);
    expect(after.map(({ raw }) => isOld(raw))).toEqual([true, false]);
  },
);

test.each(['STORE', 'EXPUNGE'])('whoever dies at %s, the new greeting is heard after the next look', async (at) => {
  const { site, greetings } = await withGreetings();
  site.proxy.misbehave({ at, does: 'drop' });
  await expect(greetings.put('unavailable', WAV)).rejects.toMatchObject({ code: 'mail-server-unreachable' });
  expect((await greetingsIn(site)).filter(({ name }) => name?.startsWith('unavail.'))).toHaveLength(2);
  site.proxy.behave();
  // Somebody else signs in, who knows nothing but what was noted.
  await (await ownMailbox(site)).greetings.list();
  const unavailable = (await greetingsIn(site)).filter(({ name }) => name?.startsWith('unavail.'));
  expect(unavailable.map(({ raw }) => isOld(raw))).toEqual([false]);
});

test('a second greeting that nobody here began to store is left where it is', async () => {
  const { site, greetings } = await withGreetings();
  await deliver(site.imap, aGreeting('unavail'), 'Greetings');
  await greetings.list();
  expect((await greetingsIn(site)).map(({ name }) => name)).toEqual(['unavail.gsm', 'busy.gsm', 'unavail.gsm']);
});

test.each([
  { at: 'STORE', does: 'drop' },
  { at: 'EXPUNGE', does: 'no' },
] as const)('remove() while %j leaves all as it was', async (fault) => {
  const { site, greetings } = await withGreetings();
  const before = (await greetingsIn(site)).map(({ uid }) => uid);
  site.proxy.misbehave(fault);
  await expect(greetings.remove('unavailable')).rejects.toMatchObject({ name: 'VoicemailError' });
  site.proxy.behave();
  expect((await greetingsIn(site)).map(({ uid }) => uid)).toEqual(before);
  await greetings.remove('unavailable');
  expect((await greetingsIn(site)).map(({ name }) => name)).toEqual(['busy.gsm']);
});

test('a temporary greeting ends by itself, and no other does', async () => {
  const site = await aGreetingSite({ general: GREETINGS_ON });
  const { greetings } = await ownMailbox(site);
  await greetings.put('unavailable', WAV);
  const endsAt = new Date(Date.now() + 2500).toISOString();
  await greetings.put('temporary', WAV, endsAt);
  const [, temporary] = (await greetings.list()).greetings;
  expect(Date.parse(temporary?.endsAt ?? '')).toBe(Math.floor(Date.parse(endsAt) / 1000) * 1000);
  await expect
    .poll(async () => (await greetingsIn(site)).map(({ name }) => name), { timeout: 15_000 })
    .toEqual(['unavail.WAV']);
});

test('a temporary greeting that was recorded anew on the phone does not end with the one before', async () => {
  const site = await aGreetingSite({ general: GREETINGS_ON });
  const { greetings } = await ownMailbox(site);
  await greetings.put('temporary', WAV, new Date(Date.now() + 1500).toISOString());
  const [ours] = await greetingsIn(site);
  await site.imap.messageDelete(String(ours?.uid), { uid: true });
  await deliver(site.imap, aGreeting('temp'), 'Greetings');
  expect((await greetings.list()).greetings).toMatchObject([{ kind: 'temporary', endsAt: null }]);
  await new Promise((resolve) => setTimeout(resolve, 2500));
  await greetings.list();
  expect((await greetingsIn(site)).map(({ name }) => name)).toEqual(['temp.gsm']);
});
