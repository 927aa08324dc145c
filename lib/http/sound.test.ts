import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { VoicemailError } from '#lib/voicemail/errors.ts';
import { aMailbox } from '#test/mailbox.ts';
import { sessionCookie } from '#test/session.ts';
import { soundRoute } from './sound.ts';

const PIECE_BYTES = 32 * 1024;
/** More than any socket holds. */
const SIZE_BYTES = 4000 * PIECE_BYTES;

let cookie: string;
let server: Server;
/** How many pieces were made, and whether somebody still waits for more. */
let made = 0;
let hasEnded = false;
let failsAt = Number.POSITIVE_INFINITY;
const sockets: Socket[] = [];

const route = soundRoute({ input: z.object({}) }, async () => ({
  sizeBytes: SIZE_BYTES,
  contentType: 'audio/wav',
  etag: '"a"',
  async *between(first, end) {
    try {
      for (let at = first; at < end; at += PIECE_BYTES) {
        if (made === failsAt)
          throw new VoicemailError('mail-server-unreachable', 'Cannot read on: the server fell silent');
        made += 1;
        yield new Uint8Array(PIECE_BYTES);
      }
    } finally {
      hasEnded = true;
    }
  },
}));

beforeAll(async () => {
  cookie = await sessionCookie(await aMailbox());
  const [name = '', value = ''] = cookie.split(/=(.*)/s);
  const asNextGives = (request: IncomingMessage) => Object.assign(request, { query: {}, cookies: { [name]: value } });
  server = createServer((request, response) => void route(asNextGives(request), response)).listen(0);
  await once(server, 'listening');
});
beforeEach(() => {
  [made, hasEnded, failsAt] = [0, false, Number.POSITIVE_INFINITY];
});
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
});
afterAll(() => server.close());

/** A browser that asks and then reads nothing more than the head of the answer. */
async function stalled(): Promise<Socket> {
  const { port } = server.address() as AddressInfo;
  const socket = connect(port, '127.0.0.1');
  sockets.push(socket);
  socket.write(`GET / HTTP/1.1\r\nHost: localhost\r\nCookie: ${cookie}\r\n\r\n`);
  await once(socket, 'readable');
  return socket;
}

async function untilQuiet(): Promise<number> {
  for (let before = -1; before !== made; ) {
    before = made;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return made;
}

test('a browser that does not read has no more made for it than the network holds', async () => {
  await stalled();
  const madeForIt = await untilQuiet();
  expect(madeForIt).toBeGreaterThan(0);
  expect(madeForIt * PIECE_BYTES).toBeLessThan(SIZE_BYTES / 4);
  expect(hasEnded).toBe(false);
});

test('a browser that goes away ends it', async () => {
  const socket = await stalled();
  await untilQuiet();
  socket.destroy();
  await expect.poll(() => hasEnded).toBe(true);
});

test('a sound that cannot begin is a problem, one that cannot go on breaks off', async () => {
  const ask = () => fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, { headers: { cookie } });
  failsAt = 0;
  const problem = await ask();
  expect(problem.status).toBe(503);
  expect(await problem.json()).toMatchObject({ code: 'mail-server-unreachable' });
  [made, failsAt] = [0, 2];
  const broken = await ask();
  expect(broken.status).toBe(200);
  await expect(broken.arrayBuffer()).rejects.toThrow();
});
