import type { Page } from '@playwright/test';
import { expect, Portal, test } from './portal.ts';
import type { Account } from './site.ts';
import { receiveAll } from './verbs.ts';

test('signing out in one tab leaves nothing in another, nor behind its back button', async ({
  account,
  context,
  portal,
}) => {
  await receiveAll(account);
  await portal.openLive(account);
  const other = new Portal(await context.newPage());
  await other.goTo('/inbox?show=new');
  await other.isLive();
  await portal.menu.click();
  await portal.page.getByRole('menuitem', { name: 'Sign out', exact: true }).click();
  await expect(portal.page).toHaveURL('/sign-in');
  await expect(other.page).toHaveURL(/\/sign-in\?from=%2Finbox%3Fshow%3Dnew/);
  await expect(other.page.getByText('Dr Patel')).toHaveCount(0);
});

test.describe('where the sign-in is taken away', () => {
  test.use({ expectedFailures: [401, 503] });

  test('a session that ends elsewhere ends the page at once', async ({ account, page, portal, request, site }) => {
    await receiveAll(account);
    await portal.openLive(account);
    const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
    const { csrfToken } = await (await request.get('/api/auth/csrf', { headers: { cookie } })).json();
    await request.post('/api/auth/signout', {
      headers: { cookie },
      form: { csrfToken, callbackUrl: site.url, json: 'true' },
    });
    await expect(page).toHaveURL(/\/sign-in\?from=/);
    await expect(page.getByText('Dr Patel')).toHaveCount(0);
  });
});

test('signing in as someone else in one tab shows nothing of the first one in another', async ({
  account,
  context,
  openAccount,
  portal,
}) => {
  await receiveAll(account);
  const someone = await openAccount();
  await receiveAll(someone, ['Rosalind Franklin']);
  await portal.openLive(account);
  const other = await context.newPage();
  await other.goto('/sign-in');
  await fillIn(other, someone);
  await expect(portal.row('Rosalind Franklin')).toBeVisible();
  await expect(portal.row('Dr Patel')).toHaveCount(0);
});

test.describe('where the portal is started anew', () => {
  test.use({ expectedFailures: [401, 503, 'ERR_CONNECTION', 'ERR_INCOMPLETE', 'ERR_EMPTY_RESPONSE'] });

  test('one signs in again, and is back at the same place', async ({ openAccount, openSite, page, portal }) => {
    const site = await openSite({});
    const account = await openAccount({}, site);
    await receiveAll(account);
    await page.goto(`${site.url}/sign-in`);
    await fillIn(page, account);
    await expect(portal.row('Dr Patel')).toBeVisible();
    await page.getByRole('textbox', { name: 'Search for a name or number' }).fill('an');
    await expect(portal.row('Dr Patel')).toHaveCount(0);
    await portal.list.getByRole('checkbox', { name: 'Select Ana García' }).focus();
    await portal.isLive();
    await site.restart();
    await expect(page).toHaveURL(/\/sign-in\?from=/, { timeout: 30_000 });
    await fillIn(page, account);
    await expect(page).toHaveURL(`${site.url}/inbox?q=an`);
    await expect(portal.list.getByRole('checkbox', { name: 'Select Ana García' })).toBeFocused();
  });
});

async function fillIn(page: Page, { name, password }: Account): Promise<void> {
  await page.getByLabel('Mailbox number or name').fill(name);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}
