import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { Browser } from '#test/company/browser.ts';
import { startLyingProvider } from '#test/company/lying-provider.ts';
import { startProvider } from '#test/company/provider.ts';
import { aCompany, enter, errorOf, statusOf } from '#test/company/site.ts';
import { MASTER } from '#test/conf-text.ts';
import { emptyFolder } from '#test/voicemail-conf.ts';

const company = await aCompany();
const { portal, provider, server, trust } = company;

const mailboxOf = async (browser: Browser) => (await browser.send(`${portal}/api/mailbox`)).json();
const NO_VOICEMAIL = '/sign-in not-allowed';

test('somebody with a claim signs in, sees their mailbox, and signs out there too', async () => {
  const { browser, at } = await enter(company, 'ada', { voicemail: '1001@default' });
  expect(at.href).toBe(`${portal}/inbox`);
  expect(await mailboxOf(browser)).toMatchObject({ mailbox: '1001@default', mailboxes: ['1001@default'] });
  const out = await browser.post(portal, 'signout');
  expect(out.origin).toBe(provider.issuer);
  expect(out.searchParams.get('post_logout_redirect_uri')).toBe(`${portal}/sign-in`);
  expect(out.href).not.toMatch(/token/);
  expect((await browser.send(out.href)).status).toBe(200);
  expect(await statusOf(company, browser)).toBe(401);
  expect(browser.jar(portal).get('lamplight.left')).toBe('yes');
  await enter(company, 'ada', { voicemail: '1001@default' }, browser);
  expect(browser.jar(portal).has('lamplight.left')).toBe(false);
});

test('PKCE, state and nonce are asked for, and neither code nor token is kept in the session', async () => {
  const { browser } = await enter(company, 'ada', { voicemail: '1001' });
  const asked = new URL(browser.visited.find((address) => address.includes('code_challenge')) ?? 'none:');
  expect(asked.searchParams.get('code_challenge_method')).toBe('S256');
  for (const name of ['state', 'nonce', 'code_challenge']) {
    expect(asked.searchParams.get(name)?.length, name).toBeGreaterThan(40);
  }
  const left = [...browser.jar(portal).keys()];
  expect(left.filter((name) => /state|nonce|pkce/.test(name))).toEqual([]);
  expect(browser.jar(portal).get('next-auth.session-token')?.length).toBeLessThan(1000);
});

test.each([
  [{ voicemail: ['1001', '1003@default'] }, ['1001@default', '1003@default']],
  [{ voicemail: 1002 }, ['1002@default']],
  [{ voicemail: '1001@sales' }, ['1001@sales']],
  [{ email: 'grace@corp.example', email_verified: true }, ['1002@default']],
])('claims %j open %j', async (claims, mailboxes) => {
  const { browser } = await enter(company, `person ${JSON.stringify(claims)}`, claims);
  expect((await mailboxOf(browser)).mailboxes).toEqual(mailboxes);
});

test.each([
  ['no claim', {}],
  ['a mailbox that is not there', { voicemail: '1999@default' }],
  ['a context that is not there', { voicemail: '1001@other' }],
  ['an address that nobody has verified', { email: 'ada@corp.example', email_verified: false }],
  ['an address that no mailbox has', { email: 'eve@corp.example', email_verified: true }],
])('somebody with %s is told that there is no voicemail for them, and nothing more', async (_, claims) => {
  const { browser, at } = await enter(company, `nobody ${JSON.stringify(claims)}`, claims);
  expect(errorOf(at)).toBe(NO_VOICEMAIL);
  expect(await statusOf(company, browser)).toBe(401);
});

test('one who signs in at a browser where another did is the one', async () => {
  const { browser } = await enter(company, 'ada', { voicemail: '1001' });
  await browser.post(portal, 'signout');
  browser.jar(provider.issuer).clear();
  await enter(company, 'grace', { voicemail: '1002' }, browser);
  expect((await mailboxOf(browser)).mailboxes).toEqual(['1002@default']);
});

/** Every call that names a mailbox or a message. */
const CALLS: [name: string, ask: (id: string) => { path: string; method?: string; body?: object }][] = [
  ['the mailbox', () => ({ path: 'mailbox?' })],
  ['the list', () => ({ path: 'messages?folder=inbox&' })],
  ['a search', () => ({ path: 'messages?q=Patel&' })],
  ['the recording', (id) => ({ path: `messages/${id}/recording?` })],
  ['a mark', (id) => ({ path: 'messages?', method: 'PATCH', body: { ids: [id], status: 'old' } })],
  ['a move', (id) => ({ path: 'messages?', method: 'PATCH', body: { ids: [id], folder: 'work' } })],
  ['a purge', (id) => ({ path: 'messages?', method: 'DELETE', body: { ids: [id] } })],
];

async function call(
  browser: Browser,
  { path, method = 'GET', body }: ReturnType<(typeof CALLS)[number][1]>,
  of: string,
) {
  const address = `${portal}/api/${path}mailbox=${encodeURIComponent(of)}`;
  const sent = body && { body: JSON.stringify(body) };
  return browser.send(address, { method, headers: { origin: portal }, ...sent });
}

test.each(['1002@default', '1001@sales', '1003@default'])(
  'who is let into 1001@default never gets at %s',
  async (of) => {
    const owner = await enter(company, `owner of ${of}`, { voicemail: of });
    const list = await (await call(owner.browser, { path: 'messages?folder=inbox&' }, of)).json();
    const [{ id }] = list.messages;
    const { browser } = await enter(company, 'ada', { voicemail: '1001@default' });
    for (const [name, ask] of CALLS) expect((await call(browser, ask(id), of)).status, name).toBe(404);
    // Not there, or numbered otherwise in the account that is asked.
    expect([404, 410]).toContain((await call(browser, { path: `messages/${id}/recording?` }, '1001@default')).status);
    for (const body of [
      { ids: [id], status: 'old' },
      { ids: [id], folder: 'deleted' },
    ]) {
      const answer = await call(browser, { path: 'messages?', method: 'PATCH', body }, '1001@default');
      expect((await answer.json()).messages).toEqual([]);
    }
    expect(await (await call(owner.browser, { path: 'messages?folder=inbox&' }, of)).json()).toEqual(list);
  },
);

test('while the provider is away that is said, and signing in another way still works', async () => {
  const gone = await startLyingProvider();
  await gone.stop();
  trust(gone);
  const browser = new Browser();
  expect(errorOf(await browser.go((await browser.post(portal, 'signin/oidc')).href))).toBe('/sign-in OAuthSignin');
  const body = { username: 'ada', password: 'only ada knows' };
  expect((await browser.post(portal, 'callback/credentials', portal, body)).searchParams.has('error')).toBe(false);
  expect(await statusOf(company, browser)).toBe(200);
  expect((await browser.post(portal, 'signout', `${portal}/sign-in`)).href).toBe(`${portal}/sign-in`);
});

test('where SIGN_IN does not name it there is no such way in', async () => {
  trust(provider, { SIGN_IN: 'password' });
  expect((await new Browser().post(portal, 'signin/oidc')).origin).toBe(portal);
});

test('below a path the same, and signing out leads back to there', async () => {
  const below = `${portal}/vm`;
  const other = await startProvider(below);
  trust(other, { BASE_PATH: '/vm' });
  other.seat('ada', { voicemail: '1001' });
  const browser = new Browser();
  const at = await browser.go((await browser.post(below, 'signin/oidc', `${below}/inbox`)).href);
  expect(at.href).toBe(`${below}/inbox`);
  expect((await browser.send(`${below}/api/mailbox`)).status).toBe(200);
  const out = await browser.post(below, 'signout');
  expect(out.searchParams.get('post_logout_redirect_uri')).toBe(`${below}/sign-in`);
  await other.stop();
});

test('the record has who it was there, and no token', async () => {
  const file = join(emptyFolder(), 'record');
  trust(provider, { AUDIT_FILE: file });
  const { browser } = await enter(company, 'ada', { voicemail: '1001' });
  await enter(company, 'eve', { voicemail: '1999' });
  await browser.post(portal, 'signout');
  const lines = await vi.waitFor(() => {
    const written = readFileSync(file, 'utf8').trim().split('\n');
    expect(written).toHaveLength(3);
    return written;
  });
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { what: 'signed-in', account: '1001@default', by: 'ada', outcome: 'ok' },
    { what: 'refused', account: 'eve', outcome: 'not-allowed' },
    { what: 'signed-out', account: '1001@default' },
  ]);
  expect(lines.join('')).not.toMatch(/token|eyJ/);
});

test('without voicemail.conf a master login opens the mail of the user that the claim names', async () => {
  const master = { IMAP_MASTER_USER: MASTER.name, IMAP_MASTER_PASSWORD: MASTER.password };
  const { host } = server;
  const imap = { IMAP_HOST: host, IMAP_PORT: String(server.port), IMAP_TLS: 'none', VOICEMAIL_CONF: '' };
  trust(provider, { ...master, ...imap });
  const { browser } = await enter(company, 'mary', { voicemail: 'mary' });
  expect((await mailboxOf(browser)).mailboxes).toEqual(['1001@sales']);
  // How a server refuses whom it does not know is its own affair.
  const { browser: stranger, at } = await enter(company, 'stranger', { voicemail: 'nobody-here' });
  expect(at.pathname).toBe('/sign-in');
  expect(await statusOf(company, stranger)).toBe(401);
});
