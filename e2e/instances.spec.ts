import type { BrowserContext } from '@playwright/test';
import { aMessage } from '#test/builders.ts';
import { expect, Portal, signIn, test } from './portal.ts';
import { type Account, openAccount } from './site.ts';
import { openTwoInstances, type TwoInstances } from './two-instances.ts';
import { receiveAll } from './verbs.ts';

let site: TwoInstances;
let account: Account;
let context: BrowserContext;
let portal: Portal;

test.beforeEach(async ({ browser }, { testId }) => {
  site = await openTwoInstances(`two-${testId}`);
  account = await openAccount(site);
  context = await browser.newContext({ baseURL: site.url });
  portal = new Portal(await context.newPage());
});
test.afterEach(async () => {
  account.imap.close();
  await context.close();
  await site.stop();
});

/** What each instance answers to somebody who holds these cookies. */
async function askBoth(path: string, cookie: string): Promise<number[]> {
  return Promise.all(site.urls.map(async (url) => (await fetch(`${url}${path}`, { headers: { cookie } })).status));
}

async function cookies(): Promise<string> {
  return (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
}

test('two instances behind a balancer are one portal: sign in, listen, mark, hear of it, sign out', async () => {
  await receiveAll(account, ['Dr Patel']);
  await portal.openLive(account);
  await portal.lamp('Dr Patel').click();
  await portal.playsPast(0.5);
  await expect.poll(() => account.isHeard(1)).toBe(true);
  await account.receive(aMessage({ caller: { name: 'Anna Lindqvist', number: '5001' } }));
  await portal.list.getByRole('button', { name: '1 new' }).click();
  await expect(portal.row('Anna Lindqvist')).toBeVisible();
  expect(Math.min(...site.balancer.served)).toBeGreaterThan(3);

  const stolen = await cookies();
  expect(await askBoth('/api/mailbox', stolen)).toEqual([200, 200]);
  await portal.menu.click();
  await portal.page.getByRole('menuitem', { name: 'Sign out', exact: true }).click();
  await expect(portal.page).toHaveURL('/sign-in');
  expect(await askBoth('/api/mailbox', stolen)).toEqual([401, 401]);
  expect(await askBoth('/api/events', stolen)).toEqual([401, 401]);
});

test('a sign-out by one instance ends the tabs on both', async () => {
  await signIn(context.request, account);
  const cookie = await cookies();
  const tabs = await Promise.all(site.urls.map((url) => fetch(`${url}/api/events`, { headers: { cookie } })));
  const streams = tabs.map((tab) => tab.body?.pipeThrough(new TextDecoderStream()).getReader());
  const ends = streams.map(async (stream) => {
    let heard = '';
    for (;;) {
      const { done, value } = (await stream?.read()) ?? { done: true };
      if (done) return heard;
      heard += value;
    }
  });
  const { csrfToken } = await (await context.request.get('/api/auth/csrf')).json();
  await context.request.post('/api/auth/signout', { form: { csrfToken, callbackUrl: site.url, json: 'true' } });
  for (const heard of await Promise.all(ends)) expect(heard).toContain('event: signed-out');
});

test('while Redis is away nobody gets in, and nobody is signed out', async () => {
  await receiveAll(account, ['Dr Patel']);
  await portal.open(account);
  await expect(portal.row('Dr Patel')).toBeVisible();
  const cookie = await cookies();
  site.redis.freeze();
  expect(await askBoth('/api/mailbox', cookie)).toEqual([503, 503]);
  const { csrfToken } = await (await context.request.get('/api/auth/csrf')).json();
  const form = { username: account.name, password: account.password, csrfToken, json: 'true' };
  const refusal = await context.request.post('/api/auth/callback/credentials', { form });
  expect([refusal.status(), refusal.headers()['retry-after']]).toEqual([503, '5']);
  expect((await refusal.json()).url).toContain('error=sessions-unreachable');
  site.redis.thaw();
  await expect.poll(() => askBoth('/api/mailbox', cookie), { timeout: 15_000 }).toEqual([200, 200]);
  await portal.comeToFront();
  await expect(portal.row('Dr Patel')).toBeVisible();
});
