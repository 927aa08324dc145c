import { once } from 'node:events';
import type { IncomingMessage, Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { frontDoor } from './front-door.ts';

const SETTINGS = { PUBLIC_URL: 'https://voicemail.example', TRUSTED_PROXIES: [], REQUEST_TIMEOUT_SECONDS: 1 };

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

/** A door that notes whom it let through, and a socket to it that a client writes what it likes to. */
async function atTheDoor() {
  const passed: IncomingMessage['headers'][] = [];
  const server = frontDoor(SETTINGS, async (request, response) => {
    passed.push(request.headers);
    await request.toArray().catch(() => []);
    response.end('in');
  });
  servers.push(server);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  return { passed, say: (...words: string[]) => say(connect(port, '127.0.0.1'), words) };
}

/** Says each of the words a moment after the last, and listens until the other side hangs up. */
async function say(socket: Socket, words: string[]): Promise<string> {
  let heard = '';
  socket.on('error', () => {}).on('data', (bytes) => (heard += bytes));
  const closed = once(socket, 'close');
  for (const word of words) {
    socket.write(word);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await closed;
  return heard;
}

const HEAD = 'Host: voicemail.example\r\nConnection: close\r\n';
const get = (more = '') => `GET / HTTP/1.1\r\n${HEAD}${more}\r\n`;

test('frontDoor() lets a request through, and puts the headers on what another answers', async () => {
  const { say, passed } = await atTheDoor();
  const heard = await say(get());
  expect(heard).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  expect(passed).toHaveLength(1);
  for (const header of [
    "content-security-policy: default-src 'none'; media-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    'cross-origin-opener-policy: same-origin',
    'cross-origin-resource-policy: same-origin',
    'referrer-policy: no-referrer',
    'strict-transport-security: max-age=31536000',
    'x-content-type-options: nosniff',
    'x-frame-options: DENY',
  ]) {
    expect(heard.toLowerCase()).toContain(header.toLowerCase());
  }
  expect(heard).toContain('microphone=(self)');
});

test.each([
  ['a request line that does not end', 'GET /', 408],
  ['headers that do not end', get('X-A: b').slice(0, -2), 408],
  ['a body that does not come', `POST / HTTP/1.1\r\n${HEAD}Content-Length: 10\r\n\r\nx`, 408],
  ['nothing at all', '', 408],
])('frontDoor() hangs up on %s', async (_, words, status) => {
  const { say } = await atTheDoor();
  expect(await say(words)).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
});

test('frontDoor() hangs up on one who sends a byte now and then', async () => {
  const { say, passed } = await atTheDoor();
  const drops = Array.from({ length: 40 }, (_, i) => `X-H${i}: x\r\n`);
  expect(await say('GET / HTTP/1.1\r\n', ...drops)).toMatch(/^HTTP\/1\.1 408 /);
  expect(passed).toEqual([]);
});

test.each([
  [
    'a greeting of more than 8 MB',
    `PUT /voicemail/api/greetings/busy HTTP/1.1\r\n${HEAD}Content-Length: 8388609\r\n\r\n`,
    413,
    'body-too-large',
  ],
  [
    'a body of more than 256 kB that is put elsewhere',
    `PUT /api/greetings/busy/recording HTTP/1.1\r\n${HEAD}Content-Length: 262145\r\n\r\n`,
    413,
    'body-too-large',
  ],
  ['a body of more than 256 kB', `POST / HTTP/1.1\r\n${HEAD}Content-Length: 262145\r\n\r\n`, 413, 'body-too-large'],
  ['a body that does not say how long it is', `POST / HTTP/1.1\r\n${HEAD}Transfer-Encoding: chunked\r\n\r\n`, 411, ''],
  ['a method that nobody here knows', `PROPFIND / HTTP/1.1\r\n${HEAD}\r\n`, 405, 'allow: GET, HEAD'],
  ['TRACE', `TRACE / HTTP/1.1\r\n${HEAD}\r\n`, 405, ''],
  ['headers of more than 16 kB', get(`X-A: ${'a'.repeat(17_000)}\r\n`), 431, ''],
  ['what is no HTTP', 'hello\r\n\r\n', 400, ''],
  ['two lengths', `POST / HTTP/1.1\r\n${HEAD}Content-Length: 1\r\nContent-Length: 2\r\n\r\nx`, 400, ''],
  ['a length and chunks', `POST / HTTP/1.1\r\n${HEAD}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n`, 400, ''],
  ['a bare line feed in a header', get('X-A: b\rSet-Cookie: c\r\n'), 400, ''],
])('frontDoor() refuses %s, with the headers', async (_, words, status, more) => {
  const { say, passed } = await atTheDoor();
  const heard = await say(words);
  expect(heard).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  expect(heard).toContain(more);
  expect(heard.toLowerCase()).toContain('x-frame-options: deny');
  expect(passed).toEqual([]);
});

test('frontDoor() lets a greeting of 8 MB through', async () => {
  const { say } = await atTheDoor();
  const head = `PUT /api/greetings/temporary?mailbox=1001@default HTTP/1.1\r\n${HEAD}`;
  const heard = await say(`${head}Content-Length: 8388608\r\n\r\n${'x'.repeat(8_388_608)}`);
  expect(heard).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
});

test('frontDoor() lets a body of 256 kB through', async () => {
  const { say } = await atTheDoor();
  const body = 'x'.repeat(262_144);
  expect(await say(`POST / HTTP/1.1\r\n${HEAD}Content-Length: 262144\r\n\r\n${body}`)).toMatch(/^HTTP\/1\.1 200 /);
});

test('frontDoor() believes nothing that a client says of itself', async () => {
  const { say, passed } = await atTheDoor();
  const lies = [
    'X-Forwarded-For: 192.0.2.1',
    'Forwarded: for=192.0.2.1',
    'X-Real-IP: 192.0.2.1',
    'X-Forwarded-Proto: ftp',
  ];
  await say(get([...lies, 'X-Forwarded-Host: evil.example', 'X-Middleware-Subrequest: proxy', ''].join('\r\n')));
  expect(passed[0]).toMatchObject({
    'x-forwarded-for': '127.0.0.1',
    'x-forwarded-host': 'voicemail.example',
    'x-forwarded-proto': 'https',
  });
  for (const name of ['forwarded', 'x-real-ip', 'x-middleware-subrequest']) {
    expect(passed[0]).not.toHaveProperty(name);
  }
});
