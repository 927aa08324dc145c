import type { BrowserContext, Page } from '@playwright/test';
import { aMessage } from '#test/builders.ts';
import { expect, isAlive, Portal, test } from './portal.ts';
import type { Account } from './site.ts';

async function enter(page: Page, { name, password }: Pick<Account, 'name' | 'password'>): Promise<void> {
  await isAlive(page.getByRole('button', { name: 'Sign in' }));
  await page.getByLabel('Mailbox number or name').fill(name);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** Runs in the page: this process may reach the portal from another address (::1) than the browser does. */
async function guess(names: string[]): Promise<void> {
  const { csrfToken } = await (await fetch('/api/auth/csrf')).json();
  const tries = names.map((username) => {
    const body = new URLSearchParams({ username, password: 'guess', csrfToken, json: 'true' });
    return fetch('/api/auth/callback/credentials', { method: 'POST', body });
  });
  await Promise.all(tries);
}

const wrong = ({ name }: Account) => ({ name, password: 'not the one' });
const failure = (page: Page) => page.getByRole('main').getByRole('alert');
const sessionIn = async (context: BrowserContext) =>
  (await context.cookies()).filter(({ name }) => name.includes('session-token'));

test('someone signs in and lands in the inbox', async ({ account, page }) => {
  await account.receive(aMessage());
  await page.goto('/');
  await expect(page).toHaveURL('/sign-in?from=%2Finbox');
  await expect(page).toHaveTitle('Sign in · Lamplight');
  await enter(page, account);
  await expect(page).toHaveURL('/inbox');
  await expect(new Portal(page).row('Dr Patel')).toBeVisible();
});

test('someone comes back to where they wanted to go', async ({ account, page }) => {
  await page.goto('/work?show=new');
  await expect(page).toHaveURL(/^[^?]*\/sign-in\?/);
  await enter(page, account);
  await expect(page).toHaveURL('/work?show=new');
  await expect(page.getByRole('heading', { name: 'Work', exact: true })).toBeVisible();
});

for (const from of [
  'https://evil.example/inbox',
  '//evil.example/inbox',
  '/\\evil.example/inbox',
  '/\t/evil.example/inbox',
  'javascript:alert(1)',
]) {
  test(`nobody is led to another site by ${JSON.stringify(from)}`, async ({ account, page }) => {
    await page.goto(`/sign-in?${new URLSearchParams({ from })}`);
    await enter(page, account);
    await expect(page).toHaveURL('/inbox');
  });
}

test('someone can look at what they typed', async ({ page }) => {
  await page.goto('/sign-in');
  await isAlive(page.getByRole('button', { name: 'Sign in' }));
  const password = page.getByLabel('Password', { exact: true });
  await password.fill('secret');
  await expect(password).toHaveAttribute('type', 'password');
  await page.getByRole('button', { name: 'Show the password' }).click();
  await expect(password).toHaveAttribute('type', 'text');
  await expect(password).toHaveValue('secret');
});

test.describe('a sign-in that fails says why', () => {
  test.use({ expectedFailures: [401, 429, 503] });

  test('a wrong password, which is then asked for again', async ({ account, page }) => {
    await page.goto('/sign-in');
    await enter(page, wrong(account));
    await expect(failure(page)).toHaveText('That name and password do not match. Check both and try again.');
    await expect(page.getByLabel('Mailbox number or name')).toHaveValue(account.name);
    await expect(page.getByLabel('Password', { exact: true })).toHaveValue('');
    await expect(page.getByLabel('Password', { exact: true })).toBeFocused();
  });

  test('a mail server that is down, and what was typed stays', async ({ account, page, site }) => {
    await page.goto('/sign-in');
    await site.door.stop();
    await enter(page, account);
    await expect(failure(page)).toHaveText(
      'The mail server does not answer. Your password may well be right. Try again in a minute.',
    );
    await site.door.start();
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page).toHaveURL('/inbox');
  });

  test('too many tries for one account, and how long to wait', async ({ account, page }) => {
    await page.clock.install();
    await page.goto('/sign-in');
    await page.evaluate(guess, new Array<string>(5).fill(account.name));
    await enter(page, account);
    await expect(failure(page)).toContainText(/^Too many tries\..*Wait a while[45]:\d\d, then try again\./);
    await expect(page.getByRole('button', { name: 'Sign in' })).toBeDisabled();
    await page.clock.fastForward('05:00');
    await expect(failure(page)).toContainText('You can try again now.');
    await expect(page.getByRole('button', { name: 'Sign in' })).toBeEnabled();
  });

  test('too many tries from one address, whoever it is', async ({ browser, openAccount, openSite }) => {
    const site = await openSite({});
    const account = await openAccount({}, site);
    const page = await browser.newPage({ baseURL: site.url });
    await page.goto('/sign-in');
    await page.evaluate(
      guess,
      Array.from({ length: 20 }, (_, i) => `guess-${i}`),
    );
    await enter(page, account);
    await expect(failure(page)).toContainText('Too many tries.');
    await page.close();
  });
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the password is not put into the address bar', async ({ account, page }) => {
    await page.goto('/sign-in');
    await page.getByLabel('Mailbox number or name').fill(account.name);
    await page.getByLabel('Password', { exact: true }).fill(account.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page).toHaveURL(/\/sign-in\?/);
    expect(page.url()).not.toContain(account.password.slice(0, 5));
  });
});

test.describe('the password goes to the server once, and nowhere else', () => {
  test.use({ expectedFailures: [401, 502, 503] });

  /** As it would stand in a text, an address, a form, or a SASL PLAIN answer. */
  function spellings({ name, password }: Account): string[] {
    const plain = [password, `\0${name}\0${password}`].map((text) => Buffer.from(text).toString('base64'));
    return [password, encodeURIComponent(password), password.replaceAll(' ', '+'), ...plain];
  }

  test('neither browser nor log keeps it', async ({ account, page, site }) => {
    const [sent, came]: [string[], Promise<string>[]] = [[], []];
    page.on('request', (request) => sent.push(`${request.url()} ${request.postData() ?? ''}`));
    page.on('response', (response) => {
      // A stream of events has no end to wait for.
      const isStream = response.headers()['content-type']?.startsWith('text/event-stream');
      const body = isStream ? '' : response.text().catch(() => '');
      came.push(Promise.all([response.allHeaders(), body]).then((parts) => JSON.stringify(parts)));
    });
    const isIn = (text: string) => spellings(account).some((spelling) => text.includes(spelling));

    await account.receive(aMessage());
    await page.goto('/sign-in');
    await enter(page, wrong(account));
    await expect(failure(page)).toContainText('That name and password do not match.');
    site.door.misbehave({ at: 'LOGIN', does: 'drop' });
    await enter(page, account);
    await expect(failure(page)).toContainText('The mail server does not answer.');
    site.door.misbehave({ at: 'FETCH', does: 'bad' });
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(failure(page)).toContainText('The mail server gave an answer that makes no sense');

    expect(sent.filter(isIn).map((request) => request.replace(/ .*/s, ''))).toEqual([
      `${site.url}/api/auth/callback/credentials`,
      `${site.url}/api/auth/callback/credentials`,
    ]);
    expect((await Promise.all(came)).filter(isIn)).toEqual([]);
    const kept = await page.evaluate(() =>
      JSON.stringify([
        localStorage,
        sessionStorage,
        history.state,
        document.cookie,
        document.documentElement.outerHTML,
      ]),
    );
    expect(isIn(kept)).toBe(false);
    expect(isIn(JSON.stringify(await page.context().cookies()))).toBe(false);
    expect(site.log()).toMatch(/credentials-rejected.*mail-server-unreachable.*mail-server-misbehaved/s);
    expect(isIn(site.log())).toBe(false);
  });
});

test('the session is out of reach for scripts and for other sites', async ({ account, context, page }) => {
  await new Portal(page).open(account);
  const [session] = await sessionIn(context);
  expect(session).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' });
  expect(await page.evaluate(() => document.cookie)).not.toContain('session-token');
});

test('signing out forgets at once: neither a copied cookie nor the back button shows mail', async ({
  account,
  launchOptions,
  playwright,
  request,
  site,
}) => {
  await account.receive(aMessage());
  // Playwright switches off what keeps a page that was left; people's browsers have it.
  const ignoreDefaultArgs = ['--disable-back-forward-cache'];
  const browser = await playwright.chromium.launch({ ...launchOptions, ignoreDefaultArgs });
  const page = await browser.newPage({ baseURL: site.url });
  const portal = new Portal(page);
  await portal.open(account);
  await expect(portal.row('Dr Patel')).toBeVisible();
  const [session] = await sessionIn(page.context());
  const headers = { cookie: `${session?.name}=${session?.value}` };
  expect((await request.get('/api/messages', { headers })).status()).toBe(200);

  await portal.menu.click();
  await page.getByRole('menuitem', { name: 'Sign out', exact: true }).click();
  await expect(page).toHaveURL('/sign-in');

  for (const path of ['/api/mailbox', '/api/messages', '/api/messages/inbox.1.1/recording']) {
    expect((await request.get(path, { headers })).status(), path).toBe(401);
  }
  await page.goBack();
  await expect(page).toHaveURL(/\/sign-in/);
  await expect(page.getByText('Dr Patel')).toHaveCount(0);
  await browser.close();
});

test.describe('a stranger', () => {
  for (const path of ['/', '/inbox', '/deleted', '/inbox?mailbox=1001%40default']) {
    test(`who asks for ${path} is asked to sign in`, async ({ page }) => {
      await page.goto(path);
      await expect(page.getByRole('heading', { name: 'Your voicemail' })).toBeVisible();
      await expect(page.getByRole('navigation')).toHaveCount(0);
    });
  }

  test('gets no answer from any call', async ({ request, site }) => {
    const change = { data: { ids: ['inbox.1.1'], status: 'old' }, headers: { origin: site.url } };
    const answers = [
      await request.get('/api/mailbox'),
      await request.get('/api/messages?folder=work'),
      await request.patch('/api/messages', change),
      await request.get('/api/messages/inbox.1.1/recording'),
      await request.get('/api/messages/inbox.1.1/recording?download=1'),
      await request.head('/api/messages/inbox.1.1/recording'),
    ];
    expect(answers.map((answer) => answer.status())).toEqual([401, 401, 401, 401, 401, 401]);
    for (const answer of answers.slice(0, 5)) expect(await answer.json()).toMatchObject({ code: 'sign-in-required' });
  });
});
