import { createHash } from 'node:crypto';
import { afterAll, expect, test } from 'vitest';
import { toPlayable } from '#lib/audio/decode.ts';
import { Account } from '#lib/imap/account.ts';
import { closeConnection } from '#lib/imap/pool.ts';
import { cacheOf } from '#lib/platform/person-cache.ts';
import type { Attachment } from '#test/asterisk.ts';
import { type BadImap, misbehave } from '#test/bad-imap.ts';
import { aMessage } from '#test/builders.ts';
import { deliver } from '#test/deliver.ts';
import { aMailbox, pointSettingsAt } from '#test/mailbox.ts';
import { changeUidValidity } from '#test/maildir.ts';
import { CODECS, recordingIn } from '#test/wav.ts';
import { openMailbox } from './open.ts';
import type { Recording } from './recording.ts';

const LINE_BYTES = 54;
const proxies: BadImap[] = [];
afterAll(() => Promise.all(proxies.map((proxy) => proxy.stop())));

/** Sounds like nothing, and is no two times the same. */
function noise(bytes: number): Attachment {
  let seed = 1;
  const next = () => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return seed >> 16;
  };
  return { extension: 'sln', bytes: Uint8Array.from({ length: bytes }, next) };
}

function repeated({ bytes, extension }: Attachment, times: number): Attachment {
  return { bytes: Buffer.concat(Array<Uint8Array>(times).fill(bytes)), extension };
}

/** Somebody with one message, and what is said to the mail server in their name. */
async function listener(recording: Attachment, { intro, rewrite = (raw: string) => raw } = {} as Rewritten) {
  const { server, imap, user, password } = await aMailbox();
  const mail = aMessage({ recording, ...(intro && { intro }) });
  const uid = await deliver(imap, { ...mail, raw: Buffer.from(rewrite(mail.raw.toString('latin1')), 'latin1') });
  const proxy = await misbehave(server);
  proxies.push(proxy);
  pointSettingsAt(proxy);
  const account = Account.rejoin({ user, password, clientAddress: '192.0.2.1' });
  const mailbox = await openMailbox(account, undefined);
  const [{ id = '' } = {}] = (await mailbox.messages({ folder: 'inbox', limit: 1 })).messages;
  return { server, user, proxy, imap, uid, account, mailbox, id, said: proxy.towards(user).listen() };
}

interface Rewritten {
  intro?: Attachment;
  rewrite?: (raw: string) => string;
}

async function bytesOf({ between }: Pick<Recording, 'between'>, first: number, end: number): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of between(first, end)) pieces.push(piece);
  return Buffer.concat(pieces);
}

function whole(...sounds: Attachment[]): Buffer {
  const playable = toPlayable(sounds);
  if (playable.kind === 'unsupported') throw new Error(playable.reason);
  return Buffer.from(playable.bytes);
}

const fetches = (said: string[]) => said.filter((line) => line.startsWith('UID FETCH'));

test('a range of a long recording is fetched alone, and is the same as of the whole', async () => {
  const recording = noise(1_500_001);
  const { mailbox, id, said } = await listener(recording);
  const stored = await mailbox.storedRecording(id);
  expect(stored.sizeBytes).toBe(recording.bytes.length);
  for (const [first, end] of [
    [1_400_000, 1_500_001],
    [0, 10],
    [95_500, 95_900],
    [700_000, 700_001],
    [53, 55],
  ] as const) {
    expect((await bytesOf(stored, first, end)).equals(recording.bytes.subarray(first, end)), `${first}`).toBe(true);
  }
  expect(said.filter((line) => /SELECT|EXAMINE/.test(line))).toEqual([]);
  const sizes = fetches(said).map((line) => Number(/PEEK\[2\]<\d+\.(\d+)>/.exec(line)?.[1]));
  expect(sizes.length).toBe(2 + 4);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(128 * 1024);
});

test('a recording of a minute comes in one FETCH, and then from the cache when it is known to be still there', async () => {
  const { mailbox, id, said } = await listener(repeated(recordingIn('gsm'), 17));
  for (const first of [0, 500_000]) await bytesOf(await mailbox.recording(id), first, first + 100_000);
  expect(fetches(said).map((line) => /\((.*)\)/.exec(line)?.[1]?.replace(/ MODSEQ/, ''))).toEqual([
    expect.stringContaining('BODY.PEEK[2]'),
    'UID',
  ]);
});

test.each(CODECS)('a message in %s with an intro is served as the whole of it was decoded', async (codec) => {
  const [recording, intro] = [recordingIn(codec, 'meeting'), recordingIn('wav49')];
  const { mailbox, id } = await listener(recording, { intro });
  const served = await mailbox.recording(id);
  const expected = whole(intro, recording);
  expect(served.sizeBytes).toBe(expected.length);
  expect((await bytesOf(served, 0, served.sizeBytes)).equals(expected)).toBe(true);
  expect((await bytesOf(served, 30_000, 30_001)).equals(expected.subarray(30_000, 30_001))).toBe(true);
});

/** The base64 again, in lines of other lengths from some line on. */
function rewrapped(raw: string, fromLine: number, columns: number): string {
  const [start, end] = [raw.search(/^[A-Za-z0-9+/]{72}\r$/m), raw.lastIndexOf('\r\n\r\n--')];
  const lines = raw.slice(start, end).split('\r\n');
  const text = lines.splice(fromLine).join('');
  const rest = text.match(new RegExp(`.{1,${columns}}`, 'g')) ?? [];
  return raw.slice(0, start) + [...lines, ...rest].join('\r\n') + raw.slice(end);
}

test.each([
  ['76 columns', 0, 76],
  ['one length at the beginning and another at the end', 4000, 64],
  ['lines that end anywhere', 0, 71],
])('a long recording in %s is served right', async (_, fromLine, columns) => {
  const recording = noise(600_000);
  const { mailbox, id } = await listener(recording, { rewrite: (raw) => rewrapped(raw, fromLine, columns) });
  const stored = await mailbox.storedRecording(id);
  expect(stored.sizeBytes).toBe(600_000);
  expect((await bytesOf(stored, 400_000, 500_000)).equals(recording.bytes.subarray(400_000, 500_000))).toBe(true);
});

test('a long recording whose lines are odd only in the middle breaks off, and is right the next time', async () => {
  const recording = noise(600_000);
  const shift = (raw: string) => {
    const at = raw.indexOf(
      Buffer.from(recording.bytes.subarray(4000 * LINE_BYTES, 4001 * LINE_BYTES)).toString('base64'),
    );
    return `${raw.slice(0, at)}${raw.slice(at, at + 36)}\r\n${raw.slice(at + 36, at + 72)}${raw.slice(at + 74)}`;
  };
  const { mailbox, id } = await listener(recording, { rewrite: shift });
  const first = await mailbox.storedRecording(id);
  await expect(bytesOf(first, 0, 600_000)).rejects.toMatchObject({ code: 'mail-server-misbehaved' });
  const second = await mailbox.storedRecording(id);
  expect((await bytesOf(second, 0, second.sizeBytes)).equals(recording.bytes)).toBe(true);
});

test('one who reads on slowly keeps nobody from the connection, and marks nothing heard', async () => {
  const { mailbox, id, imap, uid } = await listener(noise(1_000_000));
  const pieces = (await mailbox.recording(id)).between(0, 1_000_044);
  await pieces.next();
  expect((await mailbox.messages({ folder: 'inbox', limit: 1 })).messages).toHaveLength(1);
  for await (const _ of pieces);
  await imap.mailboxOpen('INBOX');
  const message = await imap.fetchOne(String(uid), { flags: true }, { uid: true });
  expect([...(message ? (message.flags ?? []) : [])].filter((flag) => flag !== '\\Recent')).toEqual([]);
});

test('signing out ends a sound that is on its way, and drops what was kept', async () => {
  const { mailbox, id, account } = await listener(noise(1_000_000));
  const pieces = (await mailbox.recording(id)).between(0, 1_000_044);
  await pieces.next();
  expect(cacheOf(account.key).sizeBytes).toBeGreaterThan(90_000);
  closeConnection(account);
  expect(cacheOf(account.key).sizeBytes).toBe(0);
  const rest = async () => {
    for await (const _ of pieces);
  };
  await expect(rest()).rejects.toMatchObject({ code: 'sign-in-required' });
  // Signing in again is another session.
  expect((await mailbox.recording(id)).sizeBytes).toBe(1_000_044);
});

test.each(['before', 'after'])('a message whose folder was numbered anew %s it was played is gone', async (when) => {
  const { mailbox, id, server, user } = await listener(recordingIn('gsm'));
  if (when === 'after') await mailbox.recording(id);
  changeUidValidity(server, user);
  await expect(mailbox.recording(id)).rejects.toMatchObject({
    code: expect.stringMatching(/^message-(not-found|id-stale)$/),
  });
});

test('a tag is the same after everything was forgotten, and another for the stored bytes', async () => {
  const { mailbox, id, account } = await listener(recordingIn('gsm'));
  const [before, stored] = [(await mailbox.recording(id)).tag, (await mailbox.storedRecording(id)).tag];
  closeConnection(account);
  expect((await mailbox.recording(id)).tag).toBe(before);
  expect(stored).not.toBe(before);
});

/** When this fails, the same recordings are served as other bytes than before: raise DECODER_VERSION in sound-tag.ts. */
test('what is served under a tag is what always was', () => {
  const sounds = CODECS.map((codec) => whole(recordingIn(codec, 'delivery')));
  const joined = whole(recordingIn('gsm'), recordingIn('g722'));
  const hash = createHash('sha256');
  for (const bytes of [...sounds, joined]) hash.update(bytes);
  expect(hash.digest('hex')).toMatchInlineSnapshot(
    `"41cafa9ebfc27f7af02af126bab3ba9d3ecfb4d374f5f7289306207ebbeb6ec8"`,
  );
});

test('a long recording is gone through while its beginning is heard, and its end is then near', async () => {
  const { mailbox, id, said } = await listener(repeated(recordingIn('gsm'), 55));
  const { sizeBytes, between } = await mailbox.recording(id);
  const expected = whole(repeated(recordingIn('gsm'), 55)).subarray(-100);
  const pieces = between(0, sizeBytes);
  await pieces.next();
  await pieces.next();
  // 445 kB of base64 in blocks of 128 kB, the first of them at both ends' first look.
  await expect.poll(() => fetches(said).length, { timeout: 15_000 }).toBe(2 + 3);
  await pieces.return(undefined);
  expect((await bytesOf({ between }, sizeBytes - 100, sizeBytes)).equals(expected)).toBe(true);
});
