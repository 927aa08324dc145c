import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import recordingRoute from '#pages/api/greetings/[kind]/recording.ts';
import { aGreeting } from '#test/builders.ts';
import { deliver } from '#test/deliver.ts';
import { aGreetingSite } from '#test/greeting-site.ts';
import { sessionCookie } from '#test/session.ts';
import { removeFolders } from '#test/voicemail-conf.ts';
import { recordingIn } from '#test/wav.ts';

let cookie: string;
let server: Server;

/** Reads query and cookies as Next does before it calls an API route. */
function asNextGives(request: IncomingMessage) {
  const kind = decodeURIComponent((request.url ?? '').split('/')[3] ?? '');
  const [name = '', value = ''] = (request.headers.cookie ?? '').split(/=(.*)/s);
  return Object.assign(request, { query: { kind }, cookies: { [name]: value } });
}

beforeAll(async () => {
  const site = await aGreetingSite();
  await deliver(site.imap, aGreeting('unavail', { recording: recordingIn('wav49') }), 'Greetings');
  await deliver(site.imap, aGreeting('busy', { recording: recordingIn('ogg') }), 'Greetings');
  await deliver(
    site.imap,
    aGreeting('greet', { recording: { extension: 'siren7', bytes: Buffer.alloc(99, 7) } }),
    'Greetings',
  );
  cookie = await sessionCookie(site);
  server = createServer((request, response) => void recordingRoute(asNextGives(request), response)).listen(0);
  await once(server, 'listening');
});
afterAll(() => {
  server.close();
  removeFolders();
});

const get = (kind: string, headers: Record<string, string> = { cookie }) =>
  fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/api/greetings/${kind}/recording`, { headers });

test('GET serves a greeting as WAV, whole and in ranges, and knows it again by its tag', async () => {
  const whole = await get('unavailable');
  const bytes = Buffer.from(await whole.arrayBuffer());
  expect(whole.status).toBe(200);
  expect(whole.headers.get('content-type')).toBe('audio/wav');
  expect(bytes.length).toBe(Number(whole.headers.get('content-length')));
  expect(bytes.subarray(0, 4).toString()).toBe('RIFF');
  const part = await get('unavailable', { cookie, range: 'bytes=1001-2000' });
  expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 1001-2000/${bytes.length}`]);
  expect(Buffer.from(await part.arrayBuffer()).equals(bytes.subarray(1001, 2001))).toBe(true);
  expect((await get('unavailable', { cookie, 'if-none-match': whole.headers.get('etag') ?? '' })).status).toBe(304);
});

test('GET serves an Ogg as it is, and says of the rest why not', async () => {
  const ogg = await get('busy');
  expect(ogg.headers.get('content-type')).toBe('audio/ogg');
  expect(Buffer.from(await ogg.arrayBuffer()).equals(recordingIn('ogg').bytes)).toBe(true);
  expect((await get('name')).status).toBe(415);
  expect((await get('temporary')).status).toBe(404);
  expect((await get('spoken')).status).toBe(400);
  expect((await get('unavailable', {})).status).toBe(401);
});
