import type { APIRequestContext, APIResponse } from '@playwright/test';
import { aMessage } from '#test/builders.ts';
import { expect, Portal, signIn, test } from './portal.ts';

const INJECTION = 'x\r\nX-Injected: yes\r\n\r\n<script>';
const TRICKS = ['../inbox', '..%2finbox', 'INBOX', 'Work/../Work', 'inbox\0', '"', '*', '%', 'work" "inbox'];

/** Every call that takes a mailbox, a folder or an id. */
function everyCall(request: APIRequestContext, origin: string) {
  const headers = { origin };
  return (mailbox: string, id: string, folder = 'inbox'): Promise<APIResponse>[] => {
    const query = `mailbox=${encodeURIComponent(mailbox)}`;
    const change = (data: object) => request.patch(`/api/messages?${query}`, { headers, data });
    const [ids, sound] = [[id], `/api/messages/${encodeURIComponent(id)}/recording?${query}`];
    return [
      request.get(`/api/messages?${query}&folder=${encodeURIComponent(folder)}&before=${encodeURIComponent(id)}`),
      change({ ids, status: 'old' }),
      change({ ids, folder: 'work' }),
      change({ ids, folder: 'deleted' }),
      change({ ids, restore: true }),
      request.delete(`/api/messages?${query}`, { headers, data: { ids, overQuota: true } }),
      request.get(sound),
      request.get(`${sound}&download&tz=${encodeURIComponent(folder)}`),
      request.head(sound),
    ];
  };
}

/** Whether nothing of what was asked for was done or told. */
async function isRefused(answer: APIResponse): Promise<boolean> {
  if (answer.status() >= 400) return true;
  const { messages = [], purged = [] } = await answer.json();
  return messages.length + purged.length === 0;
}

async function firstId(request: APIRequestContext, mailbox: string): Promise<string> {
  const answer = await request.get(`/api/messages?mailbox=${encodeURIComponent(mailbox)}`);
  return (await answer.json()).messages[0].id;
}

test("nobody reaches another's message or mailbox by any call", async ({ account, openAccount, playwright, site }) => {
  // One account with two mailboxes, and another person.
  const uid = await account.receive(aMessage({ extension: '1002', caller: { name: 'For 1002', number: '2' } }));
  await account.receive(aMessage());
  const stranger = await openAccount();
  await stranger.receive(aMessage({ extension: '1003' }));
  const request = await playwright.request.newContext({ baseURL: site.url });
  const theirs = await playwright.request.newContext({ baseURL: site.url });
  await signIn(request, account);
  await signIn(theirs, stranger);
  const [of1002, of1003] = [await firstId(request, '1002@default'), await firstId(theirs, '1003@default')];
  const own = await firstId(request, '1001@default');
  const calls = everyCall(request, site.url);
  const asked = [
    ['1001@default', of1002],
    ['1001@default', of1003],
    ['1003@default', of1003],
    ['1003@default', own],
    ['1001@sales', own],
    ['100@default', own],
    ['1001@default ', own],
  ] as const;
  for (const [mailbox, id] of asked) {
    // What another account's id says may by chance be the place of an own message.
    if (id === own && mailbox === '1001@default') continue;
    const answers = await Promise.all(calls(mailbox, id));
    for (const answer of answers) expect.soft(await isRefused(answer), `${mailbox} ${answer.url()}`).toBe(true);
  }
  expect(await firstId(request, '1002@default')).toBe(of1002);
  expect(await firstId(theirs, '1003@default')).toBe(of1003);
  expect(await account.isHeard(uid)).toBe(false);
  await request.dispose();
  await theirs.dispose();
});

test('no trick with a folder, an id or a mailbox leads anywhere', async ({ account, page, site }) => {
  await account.receive(aMessage());
  await signIn(page.request, account);
  const calls = everyCall(page.request, site.url);
  for (const trick of TRICKS) {
    const answers = await Promise.all([
      ...calls('1001@default', `${trick}.1.1`, trick),
      ...calls(`${trick}@default`, 'inbox.1.1', trick),
      page.request.patch('/api/messages', {
        headers: { origin: site.url },
        data: { ids: ['inbox.1.1'], folder: trick },
      }),
      page.request.get(`/${encodeURIComponent(trick)}`),
    ]);
    for (const answer of answers) expect.soft(answer.status(), `${trick} ${answer.url()}`).toBeGreaterThanOrEqual(400);
  }
});

test('no input writes a header', async ({ account, page, site }) => {
  await account.receive(aMessage({ caller: { name: 'x"; filename="evil.exe', number: '1' } }));
  await signIn(page.request, account);
  const id = await firstId(page.request, '1001@default');
  const evil = encodeURIComponent(INJECTION);
  const headers = { origin: site.url };
  const { csrfToken } = await (await page.request.get('/api/auth/csrf')).json();
  const form = {
    csrfToken,
    json: 'true',
    username: INJECTION,
    password: INJECTION,
    callbackUrl: `${site.url}/${INJECTION}`,
  };
  const answers = [
    ...(await Promise.all(everyCall(page.request, site.url)(INJECTION, INJECTION, INJECTION))),
    await page.request.get(`/api/messages/${id}/recording?download=${evil}&tz=${evil}`),
    await page.request.get(`/api/messages?q=${evil}`),
    await page.request.get(`/sign-in?from=${evil}&error=${evil}`),
    await page.request.get(`/${evil}?mailbox=${evil}`),
    await page.request.get(`/api/auth/signin?callbackUrl=${evil}`, { maxRedirects: 0 }),
    await page.request.get(`/api/auth/error?error=${evil}`, { maxRedirects: 0 }),
    await page.request.post('/api/auth/callback/credentials', { form, maxRedirects: 0 }),
    await page.request.post('/api/lamp', { headers, data: { mailbox: INJECTION } }),
  ];
  for (const answer of answers) expect.soft(answer.headers(), answer.url()).not.toHaveProperty('x-injected');
  const file = await page.request.get(`/api/messages/${id}/recording?download`);
  expect(file.headers()['content-disposition']).toMatch(/^attachment; filename="[^"]*"; filename\*=UTF-8''[\w.%~-]+$/);
});

test('script in what a caller calls themselves is text, in the page, its title and a file name', async ({
  account,
  page,
}) => {
  const name = '<img src=x onerror=alert(1)>\'"><script>alert(2)</script>';
  await account.receive(aMessage({ caller: { name, number: 'javascript:alert(3)' } }));
  const dialogs: string[] = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  const portal = new Portal(page);
  await portal.open(account);
  await expect(portal.list.getByText(name, { exact: true }).first()).toBeVisible();
  await portal.list.getByRole('button', { name: /^Play: / }).click();
  await expect(portal.player).toContainText(name);
  await page.goto(`/inbox?q=${encodeURIComponent('<script>alert(4)</script>')}`);
  await page.goto(`/sign-in?from=${encodeURIComponent('javascript:alert(5)')}&error=${encodeURIComponent(name)}`);
  expect(await page.locator('img[src=x]').count()).toBe(0);
  expect(dialogs).toEqual([]);
});

test('a cookie from before signing in is worth nothing after it', async ({
  account,
  openAccount,
  page,
  playwright,
  site,
}) => {
  const eve = await openAccount();
  const hers = await playwright.request.newContext({ baseURL: site.url });
  await signIn(hers, eve);
  const { cookies } = await hers.storageState();
  // Eve has got her own cookies into the browser of somebody who now signs in.
  await page.context().addCookies(cookies);
  await signIn(page.request, account);
  const session = (all: { name: string; value: string }[]) =>
    all.find(({ name }) => name.includes('session-token'))?.value;
  expect(session(await page.context().cookies())).not.toBe(session(cookies));
  const whoIs = async (request: APIRequestContext) => (await (await request.get('/api/auth/session')).json()).user.name;
  expect(await whoIs(page.request)).toBe(account.name);
  expect(await whoIs(hers)).toBe(eve.name);
  await hers.dispose();
});

test('another site can neither sign in nor out, nor write', async ({ account, page, site }) => {
  const uid = await account.receive(aMessage());
  await signIn(page.request, account);
  const id = await firstId(page.request, '1001@default');
  const { csrfToken } = await (await page.request.get('/api/auth/csrf')).json();
  const headers = { origin: 'https://evil.example' };
  const data = { ids: [id], status: 'old' };
  const refused = [
    await page.request.patch('/api/messages', { headers, data }),
    await page.request.patch('/api/messages', { data }),
    await page.request.patch('/api/messages', { headers: { origin: 'null' }, data }),
    await page.request.patch('/api/messages', { headers: { origin: `${site.url}.evil.example` }, data }),
    await page.request.delete('/api/messages', { headers, data: { ids: [id], overQuota: true } }),
    await page.request.post('/api/lamp', { headers, data: {} }),
    await page.request.post('/api/sign-out-everywhere', { headers, data: {} }),
    await page.request.post('/api/auth/signout', { headers, form: { csrfToken, json: 'true' } }),
    await page.request.post('/api/auth/callback/credentials', {
      headers,
      form: { csrfToken, username: 'x', password: 'y' },
    }),
  ];
  expect(refused.map((answer) => answer.status())).toEqual(refused.map(() => 403));
  await page.request.post('/api/auth/signout', { form: { json: 'true' } });
  expect((await page.request.get('/api/mailbox')).status()).toBe(200);
  expect(await account.isHeard(uid)).toBe(false);
});

test('an unknown name and a wrong password get the same answer', async ({ account, playwright, site }) => {
  const answers: unknown[] = [];
  for (const username of [account.name, 'nobody-of-that-name']) {
    const request = await playwright.request.newContext({ baseURL: site.url });
    const { csrfToken } = await (await request.get('/api/auth/csrf')).json();
    const form = { csrfToken, json: 'true', username, password: 'not the one' };
    const answer = await request.post('/api/auth/callback/credentials', { form });
    const { date: _, ...headers } = answer.headers();
    answers.push({ status: answer.status(), body: await answer.text(), names: Object.keys(headers).sort() });
    await request.dispose();
  }
  expect(answers[0]).toEqual(answers[1]);
});

test('a form of 10 MB is refused, and so is a call', async ({ request, site }) => {
  const data = Buffer.alloc(10 * 1024 * 1024, 'a');
  const headers = { origin: site.url };
  for (const path of ['/api/auth/callback/credentials', '/api/auth/signout', '/api/messages', '/inbox', '/nowhere']) {
    expect.soft((await request.post(path, { headers, data })).status(), path).toBe(413);
  }
});

test('signing out everywhere ends every session of the account', async ({ account, page, playwright, site }) => {
  const phone = await playwright.request.newContext({ baseURL: site.url });
  await signIn(phone, account);
  const portal = new Portal(page);
  await portal.open(account);
  await portal.menu.click();
  await page.getByRole('menuitem', { name: 'Sign out everywhere…' }).click();
  await page.getByRole('button', { name: 'Stay signed in' }).click();
  expect((await phone.get('/api/mailbox')).status()).toBe(200);
  await portal.menu.click();
  await page.getByRole('menuitem', { name: 'Sign out everywhere…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Sign out everywhere' }).click();
  await expect(page).toHaveURL('/sign-in');
  expect((await phone.get('/api/mailbox')).status()).toBe(401);
  await phone.dispose();
});
