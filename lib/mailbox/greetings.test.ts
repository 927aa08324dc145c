import { afterAll, expect, test } from 'vitest';
import { type EncodedCodec, encode } from '#lib/audio/encode.ts';
import { leveled } from '#lib/audio/level.ts';
import { decodePcm16 } from '#lib/audio/pcm.ts';
import { wavOf } from '#lib/audio/wav.ts';
import { GREETING_KINDS } from '#lib/voicemail/greeting.ts';
import { aGreeting, aMessage, anOrdinaryMail } from '#test/builders.ts';
import { deliver } from '#test/deliver.ts';
import { soundOf } from '#test/fixtures.ts';
import { aGreetingSite, GREETINGS_ON, greetingsIn } from '#test/greeting-site.ts';
import { aMailServer } from '#test/mailbox.ts';
import { ownMailbox } from '#test/open-mailbox.ts';
import { removeFolders } from '#test/voicemail-conf.ts';
import { recordingIn, samplesOfWav } from '#test/wav.ts';
import type { Greetings } from './greetings.ts';

afterAll(removeFolders);

const speech = decodePcm16(recordingIn('sln').bytes);
const WAV = wavOf([speech], 8000);
const OTHER = wavOf([decodePcm16(recordingIn('sln', 'meeting').bytes)], 8000);

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    ({ code }) => code ?? 'no code',
  );

async function played(greetings: Greetings, kind: 'unavailable' | 'temporary'): Promise<Int16Array> {
  const { between, sizeBytes } = await greetings.recording(kind);
  const pieces: Uint8Array[] = [];
  for await (const piece of between(0, sizeBytes)) pieces.push(piece);
  return samplesOfWav(Buffer.concat(pieces));
}

const FORMATS: [string, EncodedCodec, string][] = [
  ['wav49', 'wav49', 'WAV'],
  ['gsm', 'gsm', 'gsm'],
  ['wav', 'wav', 'wav'],
  ['ulaw', 'ulaw', 'ulaw'],
  ['alaw', 'alaw', 'alaw'],
  ['sln', 'sln', 'sln'],
  ['g722|gsm', 'gsm', 'gsm'],
];

test.each(FORMATS)('put() stores in format=%s, and recording() plays it', async (format, codec, extension) => {
  const site = await aGreetingSite({ general: [...GREETINGS_ON.slice(0, 2), `format=${format}`] });
  const { greetings } = await ownMailbox(site);
  await greetings.put('unavailable', WAV);
  const [stored, ...others] = await greetingsIn(site);
  expect(others).toEqual([]);
  expect(stored).toMatchObject({ flags: [], name: `unavail.${extension}` });
  const sound = soundOf(Buffer.from(stored?.raw ?? '', 'latin1'));
  expect(sound.extension).toBe(extension);
  expect(Buffer.compare(sound.bytes, await encode(codec, leveled(speech)))).toBe(0);
  const heard = await played(greetings, 'unavailable');
  expect(Math.abs(heard.length - speech.length)).toBeLessThanOrEqual(320);
  expect((await greetings.list()).greetings).toMatchObject([{ kind: 'unavailable', codec }]);
});

test('put() writes just the headers that Asterisk writes, in its order', async () => {
  const site = await aGreetingSite();
  await (await ownMailbox(site)).greetings.put('busy', WAV);
  const [stored] = await greetingsIn(site);
  const namesIn = (raw: string) =>
    [...raw.slice(0, raw.indexOf('\r\n\r\n')).matchAll(/^([\w-]+):/gm)].map(([, name]) => name);
  expect(namesIn(stored?.raw ?? '')).toEqual(namesIn(aGreeting('busy').raw.toString('latin1')));
  expect(stored?.raw).toContain('X-Asterisk-VM-Extension: 1001\r\n');
  expect(stored?.raw).toContain('X-Asterisk-VM-Caller-ID-Name: \r\n');
  expect(stored?.raw).toContain('To: "Ada Lovelace" <ada@example.test>\r\n');
});

test("list() says what callers hear: the temporary one before all, the name within the phone's own words", async () => {
  const { greetings } = await ownMailbox(await aGreetingSite());
  const heard = async () => (await greetings.list()).heard;
  expect(await greetings.list()).toMatchObject({
    refused: null,
    greetings: [],
    heard: { unavailable: null, busy: null },
  });
  await greetings.put('name', WAV);
  expect(await heard()).toEqual({ unavailable: 'name', busy: 'name' });
  await greetings.put('unavailable', WAV);
  expect(await heard()).toEqual({ unavailable: 'unavailable', busy: 'name' });
  await greetings.put('temporary', WAV);
  expect(await heard()).toEqual({ unavailable: 'temporary', busy: 'temporary' });
  await greetings.remove('temporary');
  await greetings.remove('unavailable');
  expect(await heard()).toEqual({ unavailable: 'name', busy: 'name' });
  expect(await codeOf(greetings.remove('temporary'))).toBe('recording-not-found');
});

test('a greeting recorded on the phone is listed and played', async () => {
  const site = await aGreetingSite();
  await deliver(site.imap, aGreeting('unavail', { durationSeconds: 3, recording: recordingIn('wav49') }), 'Greetings');
  const { greetings } = await ownMailbox(site);
  expect((await greetings.list()).greetings).toEqual([
    { kind: 'unavailable', recordedAt: '2026-11-22T22:15:00.000Z', durationSeconds: 3, codec: 'wav49', endsAt: null },
  ]);
  expect((await played(greetings, 'unavailable')).length).toBeGreaterThan(8000);
});

test.each([
  ['with UIDPLUS', {}],
  ['without UIDPLUS', { capabilities: 'IMAP4rev1 NAMESPACE CHILDREN UNSELECT LITERAL+ QUOTA' }],
])('put() takes the place of all of its kind and of nothing else, %s', async (_, options) => {
  const server = await aMailServer(options);
  const site = await aGreetingSite({ server });
  const marked = { ...anOrdinaryMail(), flags: ['\\Deleted'] };
  await deliver(site.imap, aGreeting('unavail'), 'Greetings');
  await deliver(site.imap, { ...aGreeting('unavail'), flags: ['\\Deleted'] }, 'Greetings');
  const busy = await deliver(site.imap, { ...aGreeting('busy'), flags: ['\\Deleted'] }, 'Greetings');
  const { greetings } = await ownMailbox(site);
  await greetings.put('unavailable', OTHER);
  const left = await greetingsIn(site);
  expect(left.map(({ name }) => name)).toEqual(['busy.gsm', 'unavail.WAV']);
  expect(left[0]).toMatchObject({ uid: busy, flags: ['\\Deleted'] });
  await deliver(site.imap, marked, 'Greetings');
  // A mail without a second part is what Asterisk stops at.
  expect(await codeOf(greetings.put('unavailable', WAV))).toBe('greeting-refused');
  expect(await greetingsIn(site)).toHaveLength(3);
  await deliver(site.imap, aGreeting('temp'), 'Greetings');
  // Behind that mail Asterisk finds nothing.
  expect((await greetings.list()).heard).toEqual({ unavailable: 'unavailable', busy: 'busy' });
});

test.each([
  ['site-unknown', null],
  ['kept-on-the-phone', ['greetingsfolder=Greetings', 'format=wav49']],
  ['shares-folder', ['imapgreetings=yes', 'format=wav49']],
  ['shares-folder', ['imapgreetings=yes', 'greetingsfolder=inbox', 'format=wav49']],
  ['shares-folder', ['imapgreetings=yes', 'greetingsfolder=Work', 'format=wav49']],
  ['shares-folder', ['imapgreetings=yes', 'greetingsfolder=Deleted', 'format=wav49']],
  ['shares-folder', ['imapgreetings=yes', 'imapparentfolder=VM', 'greetingsfolder=VM/Cust1', 'format=wav49']],
  ['format-unknown', ['imapgreetings=yes', 'greetingsfolder=Greetings', 'format=g722|ogg']],
])('every verb is refused: %s with %j', async (refused, general) => {
  const site = await aGreetingSite();
  if (general) site.say(general);
  else site.saysNothing();
  const { greetings } = await ownMailbox(site);
  expect(await greetings.list()).toMatchObject({ refused, greetings: [] });
  for (const kind of GREETING_KINDS) {
    expect(await codeOf(greetings.put(kind, WAV))).toBe('greeting-refused');
    expect(await codeOf(greetings.remove(kind))).toBe('greeting-refused');
    expect(await codeOf(greetings.recording(kind))).toBe('greeting-refused');
  }
});

test('greetings of an account that several mailboxes share are out of reach, whoever says so', async () => {
  const bySite = await aGreetingSite();
  const line = (extension: string) => `${extension} => 4242,Ada,,,imapuser=${bySite.user}`;
  await deliver(bySite.imap, aGreeting('unavail'), 'Greetings');
  bySite.say(GREETINGS_ON, [line('1001'), line('1002')]);
  const { greetings } = await ownMailbox(bySite);
  expect(await greetings.list()).toMatchObject({ refused: 'shares-account', greetings: [] });
  expect(await codeOf(greetings.recording('unavailable'))).toBe('greeting-refused');
  const byMessages = await aGreetingSite();
  await deliver(byMessages.imap, aMessage({ extension: '1002' }));
  const other = (await ownMailbox(byMessages, '1002@default')).greetings;
  expect(await other.list()).toMatchObject({ refused: 'shares-account' });
  expect(await codeOf(other.put('unavailable', WAV))).toBe('greeting-refused');
});

test('put() refuses what is too long, too large for the quota, or no sound, and leaves what is there', async () => {
  const site = await aGreetingSite({ general: [...GREETINGS_ON, 'maxgreet=1'], quotaKb: 20 });
  const { greetings } = await ownMailbox(site);
  await greetings.put('name', wavOf([speech.subarray(0, 8000)], 8000));
  const before = await greetingsIn(site);
  expect(await codeOf(greetings.put('name', WAV))).toBe('greeting-refused');
  expect(await codeOf(greetings.put('name', Buffer.from('ID3')))).toBe('recording-unsupported');
  expect(await codeOf(greetings.put('name', wavOf([new Int16Array()], 8000)))).toBe('recording-unsupported');
  expect(await codeOf(greetings.put('name', wavOf([speech.subarray(0, 8000)], 8000), '2999-01-01T00:00:00Z'))).toBe(
    'request-invalid',
  );
  site.say([...GREETINGS_ON.slice(0, 2), 'format=wav']);
  expect(await codeOf(greetings.put('name', WAV))).toBe('mailbox-over-quota');
  expect(await greetingsIn(site)).toEqual(before);
});

test('put() says so where the mail server can have no such folder, and makes none elsewhere', async () => {
  const site = await aGreetingSite({ server: await aMailServer({ prefix: 'INBOX.', separator: '.' }) });
  const { greetings } = await ownMailbox(site);
  expect(await codeOf(greetings.put('busy', WAV))).toBe('not-supported');
  expect((await site.imap.list()).map(({ path }) => path)).toEqual(['INBOX']);
  site.say([...GREETINGS_ON.slice(0, 1), 'greetingsfolder=INBOX.Greetings', 'format=gsm']);
  await greetings.put('busy', WAV);
  expect(await greetingsIn(site, 'INBOX.Greetings')).toMatchObject([{ name: 'busy.gsm' }]);
});
