import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { beginRoll, enterInRoll } from '#lib/platform/roll.ts';
import { linesWith } from '#test/doctor-room.ts';
import { pointSettingsAt } from '#test/mailbox.ts';
import { startRedis } from '#test/redis.ts';
import { keepStateIn } from '#test/state-place.ts';
import { headerLines } from './header-lines.ts';

// What goes on by itself, as Redis's own connection does, logs by the settings of the process.
beforeEach(() => pointSettingsAt({ host: '127.0.0.1', port: 1 }));

const NOWHERE = { IMAP_HOST: '127.0.0.1', IMAP_PORT: '1', IMAP_TLS: 'none' };
const dangers = async (settings: Record<string, string>) =>
  (await linesWith('danger', { ...NOWHERE, ...settings })).filter((line) => !line.startsWith('mail server'));

test('a good site has no danger but that its mail server is away', async () => {
  expect(await dangers({})).toEqual([]);
});

test.each([
  [{ PUBLIC_URL: 'http://voicemail.example.invalid' }, 'PUBLIC_URL: PUBLIC_URL is http'],
  [{ AUTH_SECRET: 'abcabcabcabcabcabcabcabcabcabcabc' }, 'settings: AUTH_SECRET can be guessed'],
  [{ TRUSTED_PROXIES: '10.0.0.1 0.0.0.0/0' }, 'settings: TRUSTED_PROXIES has 0.0.0.0/0: everybody'],
  [{ STATE_DIR: 'package.json' }, 'settings: package.json is no folder'],
  [{ REDIS_URL: 'redis://127.0.0.1:1' }, 'Redis: Redis does not answer'],
])('with %j it says so', async (settings, expected) => {
  expect(await dangers(settings)).toEqual([expected]);
});

const DRAWER = join(mkdtempSync(join(tmpdir(), 'lamplight-doctor-')), 'state');
afterAll(() => rmSync(DRAWER, { recursive: true, force: true }));

test('SECOND_FACTOR and the list of who has one must fit', async () => {
  const [on, off] = [{ SECOND_FACTOR: 'optional', STATE_DIR: DRAWER }, { STATE_DIR: DRAWER }];
  expect(await dangers(off)).toEqual([]);
  expect(await dangers(on)).toEqual([expect.stringContaining('the list of who has one is not there')]);
  keepStateIn({ folder: DRAWER });
  await beginRoll('second-factor');
  expect(await linesWith('ok', { ...NOWHERE, ...on })).toContain('settings: Two-step sign-in: 0 mailboxes');
  await enterInRoll('second-factor', '1001@default');
  expect(await linesWith('ok', { ...NOWHERE, ...on })).toContain('settings: Two-step sign-in: 1 mailbox');
  expect(await dangers(off)).toEqual(['settings: SECOND_FACTOR is off, and 1 mailbox has one']);
});

test('PUBLIC_URL is asked as anybody may ask it', async () => {
  const asked: string[] = [];
  const portal = createServer(({ method, url }, response) => {
    asked.push(`${method} ${url}`);
    response.end('{}');
  });
  await once(portal.listen(0, '127.0.0.1'), 'listening');
  const { port } = portal.address() as AddressInfo;
  const said = await linesWith('ok', { ...NOWHERE, PUBLIC_URL: `http://127.0.0.1:${port}` });
  portal.close();
  expect(said).toContain('PUBLIC_URL: The portal answers there');
  expect(asked).toEqual(['GET /api/auth/csrf']);
});

test.each([
  ['max-age=1', '__Host-a=1; Path=/; HttpOnly; Secure; SameSite=Lax', []],
  ['', '__Host-a=1; Path=/; HttpOnly; Secure', ['warning']],
  ['max-age=1', 'a=1; Path=/; HttpOnly', ['danger']],
  ['max-age=1', 'a=1; Path=/; Secure', ['danger']],
])('headerLines() of HSTS %j and the cookie %j', (hsts, cookie, expected) => {
  const headers = new Headers({ 'set-cookie': cookie, ...(hsts && { 'strict-transport-security': hsts }) });
  const levels = [...headerLines('https:', headers)].map(({ level }) => level);
  expect(levels.filter((level) => level !== 'ok')).toEqual(expected);
});

test('a Redis that answers is told with its version', async () => {
  const redis = await startRedis();
  const said = await linesWith('ok', { ...NOWHERE, REDIS_URL: redis.url });
  await redis.stop();
  expect(said.filter((line) => line.startsWith('Redis'))).toEqual([
    expect.stringMatching(/^Redis: Redis \d+\.\d.* answers$/),
  ]);
});
