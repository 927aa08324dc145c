import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { Crowd } from './crowd.ts';

/** Says in chunks, or all at once, that it is sorry; remembers who asked. */
async function aServer() {
  const seen: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    seen.push(request);
    if (request.url === '/whole') return void response.end('{"whole":true}');
    if (request.url === '/gone') return void response.socket?.destroy();
    response.write('{"chunked":');
    setImmediate(() => response.end('true}'));
  }).listen(0, '127.0.0.1');
  onTestFinished(() => server.closeAllConnections());
  await once(server, 'listening');
  return { seen, server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

const ask = (path: string, name: string) => ({ path, headers: { cookie: name }, status: 200 });

async function aCrowd(url: string, paths: string[]): Promise<Crowd> {
  const crowd = await Crowd.gather(
    'the crowd',
    url,
    ['ada', 'grace'].map((name) => paths.map((path) => ask(path, name))),
  );
  onTestFinished(() => crowd.disperse());
  return crowd;
}

test('rush() asks as often as it should, for everybody, each by one connection and in turn', async () => {
  const { url, seen } = await aServer();
  const crowd = await aCrowd(url, ['/whole', '/chunked']);
  expect(await crowd.rush(10)).toBeGreaterThan(0);
  expect(await crowd.rush(10)).toBeGreaterThan(0);
  expect(seen).toHaveLength(20);
  const adas = seen.filter(({ headers }) => headers.cookie === 'ada');
  expect(new Set(adas.map(({ socket }) => socket)).size).toBe(1);
  expect(adas.slice(0, 4).map(({ url: path }) => path)).toEqual(['/whole', '/chunked', '/whole', '/chunked']);
  expect(crowd.summary(2)).toMatch(/^the crowd: \d+ requests\/s, each answered in \d+ ms \(median\), \d+ ms \(p95\)$/);
});

test('rush() connects again where the server has hung up meanwhile', async () => {
  const { url, server, seen } = await aServer();
  const crowd = await aCrowd(url, ['/whole']);
  await crowd.rush(4);
  server.closeAllConnections();
  await crowd.rush(4);
  expect(seen).toHaveLength(8);
});

test.each([
  ['/gone', 'the crowd: The server hung up'],
  ['/whole?', 'the crowd: GET /whole? was not answered 404: HTTP/1.1 200 OK'],
])('rush() that is not answered as it should be is an error: %s', async (path, complaint) => {
  const { url } = await aServer();
  const crowd = await Crowd.gather('the crowd', url, [[{ ...ask(path, 'ada'), status: 404 }]]);
  onTestFinished(() => crowd.disperse());
  await expect(crowd.rush(1)).rejects.toThrow(complaint);
});
