import { beforeAll, expect, test } from 'vitest';
import type { Peaks } from '#lib/api/sound-contract.ts';
import { outlineOf } from '#lib/audio/peaks.ts';
import { recognise } from '#lib/audio/recognise.ts';
import { StoredSamples } from '#lib/audio/samples.ts';
import type { Attachment } from '#test/asterisk.ts';
import { aGreeting, aMessage } from '#test/builders.ts';
import { speech } from '#test/cast/speech.ts';
import { deliver } from '#test/deliver.ts';
import { aMailbox, type TestMailbox } from '#test/mailbox.ts';
import { ownMailbox } from '#test/open-mailbox.ts';
import { ask, sessionCookie } from '#test/session.ts';
import { recordingIn } from '#test/wav.ts';
import { GET } from './route.ts';

let account: TestMailbox;
let cookie: string;
const ids = new Map<string, string>();

const MAILS = {
  gsm: aMessage({ recording: speech('gsm', 20) }),
  forwarded: aMessage({ recording: recordingIn('g722'), intro: recordingIn('gsm', 'delivery'), forwarded: true }),
  ogg: aMessage({ recording: recordingIn('ogg') }),
  empty: aMessage({ recording: { extension: 'gsm', bytes: new Uint8Array() } }),
  siren: aMessage({ recording: { extension: 'siren7', bytes: Buffer.alloc(400, 7) } }),
  other: aMessage({ extension: '10010' }),
  greeting: aGreeting('unavail'),
  gone: aMessage(),
};

beforeAll(async () => {
  account = await aMailbox();
  const uids = new Map<string, number>();
  for (const [name, mail] of Object.entries(MAILS)) uids.set(name, await deliver(account.imap, mail));
  const [first] = (await (await ownMailbox(account, '1001@default')).messages({ folder: 'inbox', limit: 1 })).messages;
  for (const [name, uid] of uids) ids.set(name, (first?.id ?? '').replace(/\d+$/, String(uid)));
  cookie = await sessionCookie(account);
});

function get(name: string, who = cookie): Promise<Response> {
  const id = ids.get(name) ?? name;
  return GET(ask(`/api/messages/${id}/peaks?mailbox=1001@default`, { cookie: who }), {
    params: Promise.resolve({ id }),
  });
}

function soundOf({ bytes, extension }: Attachment): StoredSamples {
  const recognised = recognise({ bytes, extension });
  if (recognised.kind !== 'samples') throw new Error(recognised.kind);
  return new StoredSamples(recognised.coding, async (first, end) => bytes.subarray(first, end));
}

test('GET gives the outline of what is stored', async () => {
  const response = await get('gsm');
  const peaks: Peaks = await response.json();
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(peaks).toEqual(await outlineOf([soundOf(speech('gsm', 20))]));
  expect(peaks.peaks).toHaveLength(400);
});

test('GET of a forwarded message draws the intro first, and says where it ends', async () => {
  const [intro, recording] = [soundOf(recordingIn('gsm', 'delivery')), soundOf(recordingIn('g722'))];
  const peaks: Peaks = await (await get('forwarded')).json();
  expect(peaks).toEqual(await outlineOf([intro, recording]));
  expect(peaks.introSeconds).toBe(intro.sampleCount / 8000);
});

test.each([
  ['ogg', 415, 'recording-unsupported'],
  ['empty', 415, 'recording-unsupported'],
  ['siren', 415, 'recording-unsupported'],
  ['other', 404, 'message-not-found'],
  ['greeting', 404, 'message-not-found'],
  ['inbox.1.1', 410, 'message-id-stale'],
  ['family.1.1', 404, 'message-not-found'],
  ['inbox.42', 400, 'request-invalid'],
])('GET of %s is %i %s', async (name, status, code) => {
  const response = await get(name);
  expect(response.status).toBe(status);
  expect(await response.json()).toMatchObject({ code });
});

test('GET of a stranger is sign-in-required', async () => {
  expect((await get('gsm', 'x=y')).status).toBe(401);
});

test('a sound is decoded once, and not told of when the message has gone', async () => {
  const mailbox = await ownMailbox(account, '1001@default');
  const id = ids.get('gone') ?? '';
  const outline = await mailbox.outline(id);
  expect(await mailbox.outline(id)).toBe(outline);
  await account.imap.mailboxOpen('INBOX');
  await account.imap.messageDelete(id.replace(/.*\./, ''), { uid: true });
  await expect(mailbox.outline(id)).rejects.toMatchObject({ code: 'message-not-found' });
});

test('GET marks nothing heard', async () => {
  await account.imap.mailboxOpen('INBOX');
  const all = await account.imap.fetchAll('1:*', { flags: true });
  expect(all.flatMap(({ flags }) => [...(flags ?? [])]).filter((flag) => flag !== '\\Recent')).toEqual([]);
});
