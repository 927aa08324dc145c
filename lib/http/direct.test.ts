import { once } from 'node:events';
import { createServer, get, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { log } from '#lib/platform/log.ts';
import { aMailbox } from '#test/mailbox.ts';
import { sessionCookie } from '#test/session.ts';
import { answersOf, directCall, directSound } from './direct.ts';
import { route } from './route.ts';
import { soundRoute } from './sound.ts';

const ROWS = Array.from({ length: 200 }, (_, at) => `row ${at}`);
const BYTES = Buffer.from('all that was said');

const list = route({ input: z.object({ mailbox: z.string().optional() }), output: z.any() }, async ({ account }) => ({
  account: account.user,
  rows: ROWS,
}));
const sound = soundRoute({ input: z.object({ id: z.string(), tz: z.any() }) }, async ({ input }) => ({
  sizeBytes: BYTES.length,
  contentType: 'audio/wav',
  etag: `"${JSON.stringify(input).replaceAll('"', "'")}"`,
  async *between(first, end) {
    yield BYTES.subarray(first, end);
  },
}));

let account: Awaited<ReturnType<typeof aMailbox>>;
let cookie: string;
let server: Server;

function asNext(_request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(299).end('Next');
}

beforeAll(async () => {
  account = await aMailbox();
  cookie = await sessionCookie(account);
  const answers = answersOf([
    directCall(/^\/api\/messages$/, list),
    directCall(/^\/api\/broken$/, () => Promise.reject(new Error('a bug'))),
    directSound(/^\/api\/messages\/(?<id>[a-z0-9.]+)\/recording$/, sound),
  ]);
  server = createServer((request, response) => {
    if (!answers(request, response)) asNext(request, response);
  }).listen(0);
  await once(server, 'listening');
});
afterAll(() => server.close());

function ask(path: string, init: RequestInit = {}): Promise<Response> {
  const { port } = server.address() as AddressInfo;
  return fetch(`http://127.0.0.1:${port}${path}`, { ...init, headers: { cookie, ...init.headers } });
}

test('a call is answered as its route answers it', async () => {
  const direct = await ask('/api/messages?mailbox=1001%40default', { headers: { 'accept-encoding': 'identity' } });
  const own = await list(new Request('http://localhost/api/messages', { headers: { cookie } }));
  expect([direct.status, await direct.text()]).toEqual([own.status, await own.text()]);
  for (const [name, value] of own.headers) if (name !== 'x-request-id') expect(direct.headers.get(name)).toBe(value);
});

test('a stranger is told to sign in', async () => {
  const answer = await ask('/api/messages', { headers: { cookie: '' } });
  expect([answer.status, await answer.json()]).toEqual([401, expect.objectContaining({ code: 'sign-in-required' })]);
});

test('what is long goes zipped to whoever takes it so', async () => {
  const { port } = server.address() as AddressInfo;
  const answerTo = (accepts: string) =>
    new Promise<[string | undefined, Buffer]>((resolve) => {
      get({ port, path: '/api/messages', headers: { cookie, 'accept-encoding': accepts } }, async (response) =>
        resolve([response.headers['content-encoding'], Buffer.concat(await response.toArray())]),
      );
    });
  const [encoding, zipped] = await answerTo('br, gzip;q=0.8');
  const [plain, body] = await answerTo('gzip;q=0, deflate');
  expect([encoding, plain]).toEqual(['gzip', undefined]);
  expect(gunzipSync(zipped)).toEqual(body);
});

test.each([
  ['POST', '/api/messages'],
  ['HEAD', '/api/messages'],
  ['GET', '/api/messages/'],
  ['GET', '//api/messages'],
  ['GET', '/x/api/messages'],
  ['GET', '/api/messages/inbox.1%2e2/recording'],
  ['GET', '/api/messages/a/b/recording'],
])('%s %s is left to Next', async (method, path) => {
  const answer = await ask(path, { method });
  expect(answer.status).toBe(299);
});

test('a sound is asked for by the id in its path, whatever the query says, and comes in ranges', async () => {
  const answer = await ask('/api/messages/inbox.1.2/recording?id=other&tz=a&tz=b', { headers: { range: 'bytes=4-7' } });
  expect([answer.status, await answer.text()]).toEqual([206, 'that']);
  expect(answer.headers.get('etag')).toBe(`"{'id':'inbox.1.2','tz':['a','b']}"`);
});

test('a bug in a route is logged and leaves nobody waiting', async () => {
  const error = vi.spyOn(log(), 'error').mockImplementation(() => undefined);
  const answer = await ask('/api/broken');
  expect([answer.status, await answer.text()]).toEqual([500, '']);
  expect(error).toHaveBeenCalledOnce();
  error.mockRestore();
});
