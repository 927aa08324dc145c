import { expectNoViolation, PHONE } from './axe.ts';
import { addressOf, card, FILE, greetingSite, withMicrophone } from './greetings-site.ts';
import { expect, test } from './portal.ts';

test.use({
  siteOptions: [greetingSite(), { scope: 'worker' }],
  launchOptions: withMicrophone(),
  expectedFailures: [404, 503],
});

test('a greeting that cannot be stored is said, stays at hand, and callers hear the old one', async ({
  account,
  page,
  portal,
  site,
}) => {
  await portal.open(account, '/greetings');
  const busy = card(page, 'Busy');
  await busy.locator('input[type=file]').setInputFiles(FILE);
  site.door.misbehave({ at: 'APPEND', does: 'drop' });
  await busy.getByRole('button', { name: 'Save' }).click();
  await expect(busy.getByRole('alert')).toHaveText(/^Not saved\. The mail server/);
  site.door.behave();
  await busy.getByRole('button', { name: 'Save' }).click();
  await expect(busy.getByText(/^Saved\./)).toBeVisible();
});

test('whoever goes away is asked before a new greeting is lost', async ({ account, page, portal }) => {
  await portal.open(account);
  await page.getByRole('link', { name: 'Greetings' }).click();
  const busy = card(page, 'Busy');
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    busy.getByRole('button', { name: /^Upload/ }).click(),
  ]);
  await chooser.setFiles(FILE);
  await expect(busy.getByRole('button', { name: 'Save' })).toBeFocused();
  const question = page.getByRole('dialog', { name: 'Discard what is not saved?' });
  const keep = question.getByRole('button', { name: 'Keep it' });
  await portal.folder('Work').click();
  await keep.click();
  await page.evaluate(() => history.back());
  await keep.click();
  await card(page, 'Name')
    .getByRole('button', { name: /^Record/ })
    .click();
  await keep.click();
  await expect(page).toHaveURL('/greetings');
  await expect(busy.getByRole('button', { name: 'Save' })).toBeVisible();
  await portal.folder('Work').click();
  await question.getByRole('button', { name: 'Discard it' }).click();
  await expect(page).toHaveURL('/work');
});

test('the microphone is given back when one stops, cancels, or goes away', async ({ account, page, portal }) => {
  await page.addInitScript(() => {
    const { mediaDevices } = navigator;
    const ask = mediaDevices.getUserMedia.bind(mediaDevices);
    const tracks: MediaStreamTrack[] = [];
    mediaDevices.getUserMedia = async (wish) => {
      const stream = await ask(wish);
      tracks.push(...stream.getTracks());
      return stream;
    };
    Object.assign(globalThis, { openTracks: () => tracks.filter(({ readyState }) => readyState === 'live').length });
  });
  const open = () => page.evaluate<number>('openTracks()');
  await portal.open(account, '/greetings');
  const busy = card(page, 'Busy');
  await busy.getByRole('button', { name: /^Record/ }).click();
  await expect(busy.getByText('0:01', { exact: true })).toBeVisible({ timeout: 20_000 });
  await busy.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(busy.getByRole('button', { name: 'Save' })).toBeVisible();
  expect(await open()).toBe(0);
  await busy.getByRole('button', { name: 'Record again' }).click();
  await expect(busy.getByRole('meter')).toBeAttached();
  expect(await open()).toBe(1);
  await busy.getByRole('button', { name: 'Cancel' }).click();
  expect(await open()).toBe(0);
  await busy.getByRole('button', { name: /^Record/ }).click();
  await expect(busy.getByRole('meter')).toBeAttached();
  await portal.folder('Work').click();
  await page.getByRole('button', { name: 'Discard it' }).click();
  await expect(page).toHaveURL('/work');
  expect(await open()).toBe(0);
});

for (const [error, words] of [
  ['NotAllowedError', /does not let this page use the microphone/],
  ['NotFoundError', /There is no microphone/],
  ['NotReadableError', /another program may be using it/],
] as const) {
  test(`a microphone that answers ${error} is told of in words`, async ({ account, page, portal }) => {
    await page.addInitScript((name) => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', name));
    }, error);
    await portal.open(account, '/greetings');
    const busy = card(page, 'Busy');
    await busy.getByRole('button', { name: /^Record/ }).click();
    await expect(busy.getByRole('alert')).toHaveText(words);
  });
}

test('the greetings of another mailbox are out of reach', async ({ account, openAccount, page, portal }) => {
  const other = await openAccount();
  await portal.open(other, '/greetings');
  await card(page, 'Busy').locator('input[type=file]').setInputFiles(FILE);
  await card(page, 'Busy').getByRole('button', { name: 'Save' }).click();
  await expect(card(page, 'Busy').getByText(/^Saved\./)).toBeVisible();
  // Left first: an open page goes on asking, and would be told 401.
  await page.goto('about:blank');
  await page.context().clearCookies();
  await portal.open(account, `/greetings?mailbox=${addressOf(other)}`);
  await expect(page.getByRole('heading', { name: 'There is no such mailbox or folder' })).toBeVisible();
  await portal.goTo('/greetings');
  await expect(card(page, 'Busy').getByText('No busy greeting yet')).toBeVisible();
});

test.describe('axe finds nothing', () => {
  test('without greetings, and with one', async ({ account, page, portal }) => {
    await portal.open(account, '/greetings');
    const busy = card(page, 'Busy');
    await expect(busy).toBeVisible();
    await expectNoViolation(page);
    await busy.locator('input[type=file]').setInputFiles(FILE);
    await busy.getByRole('button', { name: 'Save' }).click();
    await expect(busy.getByText(/^Saved\./)).toBeVisible();
    await expectNoViolation(page);
  });

  test('where a temporary one waits to be saved', async ({ account, page, portal }) => {
    await portal.open(account, '/greetings');
    const temporary = card(page, 'Temporary');
    await temporary.locator('input[type=file]').setInputFiles(FILE);
    await temporary.getByLabel('Ends, if you wish').fill('2020-01-01T09:00');
    await expectNoViolation(page);
  });

  test('while one is recorded, and in the question', async ({ account, page, portal }) => {
    await portal.open(account, '/greetings');
    await card(page, 'Busy')
      .getByRole('button', { name: /^Record/ })
      .click();
    await expect(card(page, 'Busy').getByRole('meter')).toBeAttached();
    await expectNoViolation(page, [PHONE]);
    await card(page, 'Name')
      .getByRole('button', { name: /^Record/ })
      .click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await expectNoViolation(page, [PHONE]);
  });
});

test('a site without greetings says why, and what the administrator would do', async ({
  openSite,
  openAccount,
  page,
  portal,
}) => {
  const site = await openSite(greetingSite('imapgreetings=no\n'));
  const account = await openAccount({}, site);
  await portal.page.goto(`${site.url}/sign-in`);
  const { csrfToken } = await (await page.request.get(`${site.url}/api/auth/csrf`)).json();
  const form = { username: account.name, password: account.password, csrfToken, json: 'true' };
  await page.request.post(`${site.url}/api/auth/callback/credentials`, { form });
  await page.goto(`${site.url}/greetings`);
  await expect(page.getByText('The phone system keeps your greetings itself')).toBeVisible();
  await expect(page.getByText(/^For your administrator: imapgreetings=yes/)).toBeVisible();
  await expectNoViolation(page, [PHONE]);
});
