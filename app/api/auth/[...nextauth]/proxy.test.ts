import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { aMessage } from '#test/builders.ts';
import { Browser } from '#test/company/browser.ts';
import { type CompanyProxy, startNginx } from '#test/company/nginx.ts';
import { openDoor } from '#test/company/portal.ts';
import { MASTER } from '#test/conf-text.ts';
import { deliver } from '#test/deliver.ts';
import { freePort } from '#test/free-port.ts';
import type { MailServer } from '#test/mail-server.ts';
import { aMailbox, aMailServer } from '#test/mailbox.ts';
import { sessionCookie } from '#test/session.ts';
import { followConf } from '#test/site.ts';
import { emptyFolder, removeFolders } from '#test/voicemail-conf.ts';

const CONTEXTS = `
[default]
1001 => 4711,Ada,,,imapuser=ada
1002 => 4712,Grace,,,imapuser=grace
`;
const PEOPLE = { ada: 'hers', grace: 'her own', eve: 'no mailbox' };
const SIGN_OUT = 'https://company.example/bye';
/** Another machine, as far as the portal can tell: Linux has the whole of 127.0.0.0/8 on loopback. */
const ELSEWHERE = '127.0.0.2';

const port = await freePort();
const record = join(emptyFolder(), 'record');
let server: MailServer;
let proxy: CompanyProxy;
let door: { stop(): Promise<void> };

beforeAll(async () => {
  server = await aMailServer({ master: MASTER });
  for (const [name, extension] of [
    ['ada', '1001'],
    ['grace', '1002'],
  ] as const) {
    const { imap } = await aMailbox({ server, name, password: `only ${name} knows` });
    await deliver(imap, aMessage({ extension }));
  }
  proxy = await startNginx(port, PEOPLE);
  settle();
  door = await openDoor(port);
});
afterAll(async () => {
  await Promise.all([door.stop(), proxy.stop()]);
  removeFolders();
});

function settle(more: Record<string, string> = {}) {
  const settings = { SIGN_IN: 'proxy', TRUSTED_PROXIES: '127.0.0.1', PROXY_USER_HEADER: 'X-Remote-User' };
  const company = { PROXY_SIGN_OUT_URL: SIGN_OUT, AUDIT_FILE: record };
  followConf(server, { contexts: CONTEXTS }, { ...settings, ...company, PUBLIC_URL: proxy.url, ...more });
}

const known = (name: keyof typeof PEOPLE) => `Basic ${btoa(`${name}:${PEOPLE[name]}`)}`;

/** Somebody at a browser that the company's proxy knows. @returns where the sign-in leads */
async function enter(name: keyof typeof PEOPLE, more: Record<string, string> = {}) {
  const browser = new Browser();
  browser.headers = { authorization: known(name), ...more };
  return { browser, at: await browser.post(proxy.url, 'callback/proxy', `${proxy.url}/inbox`) };
}

const status = async (browser: Browser) => (await browser.send(`${proxy.url}/api/mailbox`)).status;

/** Asks the portal itself, past the proxy. */
async function past(headers: Record<string, string>, { path = '/api/mailbox', from = '127.0.0.1' } = {}) {
  const sent = request({ host: '127.0.0.1', localAddress: from, port, path, headers }).end();
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  answer.resume();
  return answer.statusCode;
}

test('whom nginx knows is let in, sees their mailbox, and is led out', async () => {
  const { browser, at } = await enter('ada');
  expect(at.href).toBe(`${proxy.url}/inbox`);
  const seen = await (await browser.send(`${proxy.url}/api/mailbox`)).json();
  expect(seen.mailboxes).toEqual(['1001@default']);
  expect((await browser.post(proxy.url, 'signout')).href).toBe(SIGN_OUT);
  expect(await status(browser)).toBe(401);
  expect(browser.jar(proxy.url).get('lamplight.left')).toBe('yes');
});

test('a header that the browser forges is overwritten by nginx', async () => {
  const { browser } = await enter('ada', { 'x-remote-user': 'grace', 'x-lamplight-user': 'grace' });
  const seen = await (await browser.send(`${proxy.url}/api/mailbox`)).json();
  expect(seen.mailboxes).toEqual(['1001@default']);
});

test('whom nginx does not know does not get as far as the portal', async () => {
  expect((await fetch(proxy.url)).status).toBe(401);
  expect((await fetch(proxy.url, { headers: { authorization: `Basic ${btoa('ada:wrong')}` } })).status).toBe(401);
});

test('who has no mailbox is told so', async () => {
  const { browser, at } = await enter('eve');
  expect(at.searchParams.get('error')).toBe('not-allowed');
  expect(await status(browser)).toBe(401);
});

test('without our own token nobody is signed in', async () => {
  const { browser } = await enter('eve');
  const address = `${proxy.url}/api/auth/callback/proxy`;
  const answer = await browser.send(address, { method: 'POST', headers: { origin: proxy.url } });
  expect(answer.headers.get('location')).toContain('csrf=true');
  expect((await browser.send(address, { method: 'POST', headers: { origin: 'https://evil.example' } })).status).toBe(
    403,
  );
});

test('a session answers nobody but the person that it began with', async () => {
  const { browser } = await enter('ada');
  expect(await status(browser)).toBe(200);
  browser.headers = { authorization: known('grace') };
  expect(await status(browser)).toBe(401);
  expect((await (await browser.send(`${proxy.url}/api/auth/session`)).json()).user?.name ?? null).toBeNull();
  for (const path of ['messages?folder=inbox', 'events', 'messages/inbox.1.1/recording']) {
    expect((await browser.send(`${proxy.url}/api/${path}`)).status, path).toBe(401);
  }
  await browser.post(proxy.url, 'callback/proxy', proxy.url);
  const seen = await (await browser.send(`${proxy.url}/api/mailbox`)).json();
  expect(seen.mailboxes).toEqual(['1002@default']);
});

test('a session is worth nothing past the proxy', async () => {
  const { browser } = await enter('ada');
  const cookie = [...browser.jar(proxy.url)].map((pair) => pair.join('=')).join('; ');
  expect(await past({ cookie, 'x-remote-user': 'ada' })).toBe(200);
  expect(await past({ cookie })).toBe(401);
  expect(await past({ cookie, 'x-remote-user': 'ada' }, { from: ELSEWHERE })).toBe(401);
});

test('from anywhere but the proxy the header counts for nothing, and is recorded', async () => {
  expect(await past({ 'x-remote-user': 'forged-ada' }, { from: ELSEWHERE })).toBe(401);
  const line = await vi.waitFor(() => {
    const lines = readFileSync(record, 'utf8').trim().split('\n');
    const found = lines.map((text) => JSON.parse(text)).find(({ account }) => account === 'forged-ada');
    expect(found).toBeDefined();
    return found;
  });
  expect(line).toMatchObject({ what: 'refused', from: ELSEWHERE, outcome: 'not-allowed' });
});

test('where the proxy is the only way in, a session of another way is none', async () => {
  const cookie = await sessionCookie({ user: 'ada', password: 'only ada knows' });
  expect(await past({ cookie, 'x-remote-user': 'ada' })).toBe(401);
  settle({ SIGN_IN: 'proxy,password' });
  const again = await past({ cookie, 'x-remote-user': 'grace' });
  settle();
  expect(again).toBe(200);
});

test('a proxy that names nobody lets nobody in', async () => {
  const browser = new Browser();
  browser.headers = { origin: proxy.url };
  const at = await browser.post(`http://127.0.0.1:${port}`, 'callback/proxy', proxy.url);
  expect(at.searchParams.get('error')).toBe('site-misconfigured');
});
