import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import recordingRoute from '#pages/api/messages/[id]/recording.ts';
import { asNextGives } from '#test/as-next-gives.ts';
import { aGreeting, aMessage } from '#test/builders.ts';
import { deliver } from '#test/deliver.ts';
import { aMailbox, pointSettingsAt, type TestMailbox } from '#test/mailbox.ts';
import { ownMailbox } from '#test/open-mailbox.ts';
import { sessionCookie } from '#test/session.ts';
import { recordingIn } from '#test/wav.ts';

let account: TestMailbox;
let cookie: string;
let server: Server;
const ids = new Map<string, string>();

beforeAll(async () => {
  account = await aMailbox();
  const gsm = recordingIn('gsm');
  const mails = {
    gsm: aMessage({ recording: gsm, caller: { name: 'Dr Patel', number: '+12025550143' } }),
    forwarded: aMessage({ recording: gsm, intro: recordingIn('gsm', 'delivery'), forwarded: true }),
    ogg: aMessage({ recording: recordingIn('ogg') }),
    empty: aMessage({ recording: { extension: 'gsm', bytes: new Uint8Array() } }),
    siren: aMessage({ recording: { extension: 'siren7', bytes: Buffer.alloc(400, 7) } }),
    other: aMessage({ extension: '10010' }),
    greeting: aGreeting('unavail'),
    unheard: aMessage(),
  };
  const uids = new Map<string, number>();
  for (const [name, mail] of Object.entries(mails)) uids.set(name, await deliver(account.imap, mail));
  const [first] = (await (await ownMailbox(account, '1001@default')).messages({ folder: 'inbox', limit: 1 })).messages;
  for (const [name, uid] of uids) ids.set(name, (first?.id ?? '').replace(/\d+$/, String(uid)));
  cookie = await sessionCookie(account);
  server = createServer((request, response) => void recordingRoute(asNextGives(request), response)).listen(0);
  await once(server, 'listening');
});
afterAll(() => server.close());

function get(name: string, { query = '', ...init }: RequestInit & { query?: string } = {}): Promise<Response> {
  const { port } = server.address() as AddressInfo;
  const headers = { cookie, ...init.headers };
  const mailbox = `mailbox=${encodeURIComponent('1001@default')}`;
  return fetch(`http://127.0.0.1:${port}/api/messages/${ids.get(name) ?? name}/recording?${mailbox}${query}`, {
    ...init,
    headers,
  });
}
const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());
const flags = async () => {
  await account.imap.mailboxOpen('INBOX');
  const all = await account.imap.fetchAll('1:*', { flags: true });
  return all.flatMap((message) => [...(message.flags ?? [])]).filter((flag) => flag !== '\\Recent');
};

test('GET gives a WAV of exactly the length it says', async () => {
  const response = await get('gsm');
  const body = await bytesOf(response);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('audio/wav');
  expect(response.headers.get('accept-ranges')).toBe('bytes');
  expect(response.headers.get('cache-control')).toBe('private, no-cache');
  expect(Number(response.headers.get('content-length'))).toBe(body.length);
  expect(body.length).toBe(44 + Math.floor(recordingIn('gsm').bytes.length / 33) * 320);
  expect(body.toString('latin1', 0, 4)).toBe('RIFF');
});

test('HEAD says the same and sends nothing', async () => {
  const [head, whole] = [await get('gsm', { method: 'HEAD', headers: { range: 'bytes=0-9' } }), await get('gsm')];
  expect(head.status).toBe(200);
  expect(head.headers.get('content-length')).toBe(whole.headers.get('content-length'));
  expect((await bytesOf(head)).length).toBe(0);
});

test.each([
  ['bytes=0-99', 0, 100],
  ['bytes=1000-1999', 1000, 2000],
  ['bytes=40000-', 40_000, undefined],
  ['bytes=-500', -500, undefined],
])('GET with Range %s gives 206 and just that', async (range, from, to) => {
  const whole = await bytesOf(await get('gsm'));
  const response = await get('gsm', { headers: { range } });
  const expected = whole.subarray(from, to);
  expect(response.status).toBe(206);
  expect(await bytesOf(response)).toEqual(expected);
  const first = from < 0 ? whole.length + from : from;
  expect(response.headers.get('content-range')).toBe(`bytes ${first}-${first + expected.length - 1}/${whole.length}`);
  expect(response.headers.get('content-length')).toBe(String(expected.length));
});

test('GET with a Range behind the end is 416 and says the size', async () => {
  const response = await get('gsm', { headers: { range: 'bytes=99999999-' } });
  expect(response.status).toBe(416);
  expect(response.headers.get('content-range')).toMatch(/^bytes \*\/\d+$/);
  expect(await response.json()).toMatchObject({ code: 'range-not-satisfiable' });
});

test.each(['bytes=0-1,5-6', 'bytes=x', 'lines=1-2'])('GET ignores Range %s', async (range) => {
  expect((await get('gsm', { headers: { range } })).status).toBe(200);
});

test('GET with the tag it gave is 304; a Range of something older gets the whole', async () => {
  const tag = (await get('gsm')).headers.get('etag') ?? '';
  expect(tag).toMatch(/^"[\w-]{43}"$/);
  expect((await get('forwarded')).headers.get('etag')).not.toBe(tag);
  expect((await get('gsm', { headers: { 'if-none-match': tag } })).status).toBe(304);
  expect((await get('gsm', { headers: { 'if-none-match': '"older"' } })).status).toBe(200);
  expect((await get('gsm', { headers: { range: 'bytes=0-9', 'if-range': tag } })).status).toBe(206);
  expect((await get('gsm', { headers: { range: 'bytes=0-9', 'if-range': '"older"' } })).status).toBe(200);
});

test('GET of a forwarded message plays the intro first', async () => {
  const samples = (size: number) => Math.floor(size / 33) * 320;
  const [intro, recording] = [recordingIn('gsm', 'delivery').bytes.length, recordingIn('gsm').bytes.length];
  const forwarded = await bytesOf(await get('forwarded'));
  expect(forwarded.length).toBe(44 + samples(intro) + samples(recording));
  expect(forwarded.subarray(44 + samples(intro))).toEqual((await bytesOf(await get('gsm'))).subarray(44));
});

test('GET passes an Ogg through', async () => {
  const response = await get('ogg');
  expect(response.headers.get('content-type')).toBe('audio/ogg');
  expect(await bytesOf(response)).toEqual(Buffer.from(recordingIn('ogg').bytes));
});

test('GET ?download gives the stored bytes under a name that says who and when, in the zone asked for', async () => {
  const response = await get('gsm', { query: '&download&tz=Asia/Kathmandu' });
  expect(await bytesOf(response)).toEqual(Buffer.from(recordingIn('gsm').bytes));
  expect(response.headers.get('content-disposition')).toContain(
    'filename="2026-11-23 04.00 Dr Patel +12025550143.gsm"',
  );
  const plain = await get('gsm', { query: '&download' });
  expect(plain.headers.get('content-disposition')).toContain('filename="2026-11-22 22.15 Dr Patel +12025550143.gsm"');
});

test.each([
  ['empty', 415, 'recording-unsupported'],
  ['siren', 415, 'recording-unsupported'],
  ['other', 404, 'message-not-found'],
  ['greeting', 404, 'message-not-found'],
  ['inbox.1.1', 410, 'message-id-stale'],
  ['family.1.1', 404, 'message-not-found'],
  ['cust1.1.1', 404, 'folder-not-found'],
  ['inbox.42', 400, 'request-invalid'],
])('GET of %s is %i %s', async (name, status, code) => {
  const response = await get(name);
  expect(response.status).toBe(status);
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  expect(await response.json()).toMatchObject({ code });
});

test('GET ?download=wav gives what is played under the name of a WAV', async () => {
  const response = await get('gsm', { query: '&download=wav&tz=Asia/Kathmandu' });
  expect(await bytesOf(response)).toEqual(await bytesOf(await get('gsm')));
  expect(response.headers.get('content-disposition')).toContain('"2026-11-23 04.00 Dr Patel +12025550143.wav"');
  const ogg = await get('ogg', { query: '&download=wav' });
  expect(ogg.headers.get('content-disposition')).toMatch(/filename="[^"]*\.ogg"/);
  expect(await (await get('siren', { query: '&download=wav' })).json()).toMatchObject({
    code: 'recording-unsupported',
  });
});

test('GET ?download of a codec that cannot be played still gives the file', async () => {
  expect((await bytesOf(await get('siren', { query: '&download' }))).length).toBe(400);
});

test('GET of a stranger is sign-in-required, and other methods are refused', async () => {
  expect((await get('gsm', { headers: { cookie: 'x=y' } })).status).toBe(401);
  const post = await get('gsm', { method: 'POST' });
  expect(post.status).toBe(405);
  expect(post.headers.get('allow')).toBe('GET, HEAD');
});

test('recording() does not mark the message old: after all of the above no flag is set', async () => {
  expect(await flags()).toEqual([]);
});

test('the record tells of a GET, also of what the browser has already, and not of HEAD, which only makes ready', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'record-'));
  const file = join(folder, 'record.jsonl');
  pointSettingsAt(account.server, { AUDIT_FILE: file });
  await get('unheard', { method: 'HEAD' });
  const tag = (await get('unheard', { method: 'HEAD' })).headers.get('etag') ?? '';
  await get('unheard', { query: '&download', headers: { range: 'bytes=999999-' } });
  expect(existsSync(file)).toBe(false);
  expect((await get('unheard', { headers: { 'if-none-match': tag } })).status).toBe(304);
  await expect.poll(() => existsSync(file) && readFileSync(file, 'utf8')).toContain('"what":"listened"');
  expect(readFileSync(file, 'utf8')).toContain(`"ids":["${ids.get('unheard')}"]`);
  rmSync(folder, { recursive: true });
});
