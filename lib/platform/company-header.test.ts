import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { pointSettingsAt } from '#test/mailbox.ts';
import { COMPANY_USER_HEADER, companyUserOf } from './company-header.ts';
import { frontDoor } from './front-door.ts';

let folder: string;
let server: Server | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'record-'));
  pointSettingsAt({ host: '127.0.0.1', port: 143 }, { AUDIT_FILE: join(folder, 'record') });
});
afterEach(async () => {
  server?.close().closeAllConnections();
  await rm(folder, { recursive: true });
});

const written = () =>
  vi.waitFor(() => {
    const [line = '', ...more] = readFileSync(join(folder, 'record'), 'utf8').trim().split('\n');
    expect(more).toEqual([]);
    return JSON.parse(line);
  });

/** Whom the portal takes a request with these headers to be from, and whether any header still says so. */
async function seen(headers: Record<string, string | string[]>, { isOn = true, trusted = ['127.0.0.1'] } = {}) {
  const settings = { PUBLIC_URL: 'https://voicemail.example', REQUEST_TIMEOUT_SECONDS: 10 };
  const passed: (string | null)[] = [];
  const texts: string[] = [];
  server = frontDoor(
    { ...settings, PROXY_USER_HEADER: isOn ? 'x-remote-user' : undefined, TRUSTED_PROXIES: trusted },
    (asked, answer) => {
      passed.push(companyUserOf(asked.headers[COMPANY_USER_HEADER]));
      texts.push(JSON.stringify(asked.headers));
      answer.end();
    },
  );
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const sent = request({ host: '127.0.0.1', port, headers: { ...headers, connection: 'close' } });
  const [answer] = await once(sent.end(), 'response');
  answer.resume();
  return { user: passed[0], text: texts[0] };
}

test('a trusted proxy is believed', async () => {
  expect((await seen({ 'X-Remote-User': 'ada' })).user).toBe('ada');
});

test('a name in UTF-8 comes through', async () => {
  const bytes = Buffer.from('Zoë', 'utf8').toString('latin1');
  expect((await seen({ 'X-Remote-User': bytes })).user).toBe('Zoë');
});

test('nobody else is believed, and that the header came is recorded', async () => {
  const { user, text } = await seen({ 'X-Remote-User': 'ada' }, { trusted: ['192.0.2.1'] });
  expect([user, text?.includes('ada')]).toEqual([null, false]);
  expect(await written()).toMatchObject({
    what: 'refused',
    account: 'ada',
    from: '127.0.0.1',
    outcome: 'not-allowed',
  });
});

test('who only says to be a trusted proxy is not one', async () => {
  const forged = { 'X-Remote-User': 'ada', 'X-Forwarded-For': '192.0.2.1' };
  expect((await seen(forged, { trusted: ['192.0.2.1'] })).user).toBeNull();
});

test('a proxy that adds its header to the one of the client is not believed', async () => {
  const { user, text } = await seen({ 'X-Remote-User': ['ada', 'grace'] });
  expect([user, text?.includes('ada')]).toEqual([null, false]);
  expect(await written()).toMatchObject({ what: 'refused', account: 'ada, grace' });
});

test.each([
  ['our own name for it', { [COMPANY_USER_HEADER]: 'ada' }],
  ['an underscore', { X_Remote_User: 'ada' }],
  ['nothing in it', { 'X-Remote-User': ' ' }],
])('a header with %s is nobody', async (_, headers) => {
  expect((await seen(headers)).user).toBeNull();
});

test('without PROXY_USER_HEADER there is no such thing', async () => {
  expect((await seen({ 'X-Remote-User': 'ada' }, { isOn: false })).user).toBeNull();
});
