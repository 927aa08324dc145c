import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { HttpClient } from './http-client.ts';

const PAUSE_MS = 250;

/** Signs anybody in, and tells those who are what it was asked. */
async function aServer(): Promise<string> {
  const answers: Record<string, (response: ServerResponse) => void> = {
    '/api/auth/csrf': (response) => response.setHeader('set-cookie', 'csrf=1; Path=/').end('{"csrfToken":"token"}'),
    '/api/auth/callback/credentials': (response) => response.setHeader('set-cookie', 'session=2; HttpOnly').end(),
    '/cookies': (response) => response.end(JSON.stringify(response.req.headers.cookie)),
    '/write': (response) => {
      const { method, headers } = response.req;
      void text(response.req).then((body) => response.end(JSON.stringify({ method, origin: headers.origin, body })));
    },
    '/slow': (response) => {
      response.write('first');
      void pause(PAUSE_MS).then(() => response.end('last'));
    },
  };
  const server = createServer(({ url = '' }, response) => {
    const answer = answers[url];
    if (answer) answer(response);
    else response.writeHead(404).end('nothing here');
  }).listen(0, '127.0.0.1');
  onTestFinished(() => server.closeAllConnections());
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('signIn() keeps the cookies for every call after it', async () => {
  const client = await HttpClient.signIn(await aServer(), { name: 'ada', password: 'secret' });
  expect(await client.json('/cookies')).toBe('csrf=1; session=2');
  client.close();
});

test('patch() sends its wish as the page of that address does', async () => {
  const url = await aServer();
  const client = await HttpClient.signIn(url, { name: 'ada', password: 'secret' });
  const { result } = await client.patch('/write', { name: 'Ärger' });
  expect(result).toEqual({ method: 'PATCH', origin: url, body: '{"name":"Ärger"}' });
  client.close();
});

test('get() tells the first byte from the last', async () => {
  const client = await HttpClient.signIn(await aServer(), { name: 'ada', password: 'secret' });
  const { body, firstByteMs, lastByteMs } = await client.get('/slow');
  expect(body.toString()).toBe('firstlast');
  expect(lastByteMs - firstByteMs).toBeGreaterThan(PAUSE_MS / 10);
  client.close();
});

test('get() that is answered with another status is an error that says what came', async () => {
  const client = await HttpClient.signIn(await aServer(), { name: 'ada', password: 'secret' });
  await expect(client.get('/nowhere')).rejects.toThrow('GET /nowhere answered 404: nothing here');
  expect((await client.get('/nowhere', 404)).body.toString()).toBe('nothing here');
  client.close();
});
