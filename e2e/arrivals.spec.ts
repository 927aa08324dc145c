import { aMessage, NOW } from '#test/builders.ts';
import { expect, type Portal, test } from './portal.ts';
import type { Account } from './site.ts';

const HOUR_MS = 3_600_000;
const hoursAgo = (hours: number) => new Date(NOW.getTime() - hours * HOUR_MS);
const from = (name: string) => ({ name, number: '+12025550143' });

const pill = (portal: Portal) => portal.list.getByRole('button', { name: /^\d+ (new|more)$/ });
const search = ({ page }: Portal) => page.getByRole('textbox', { name: 'Search for a name or number' });

async function receiveAFew(account: Account): Promise<void> {
  await account.receive(aMessage({ caller: from('Dr Patel'), storedAt: hoursAgo(30) }));
  await account.receive(aMessage({ caller: from('Rosalind Franklin'), storedAt: hoursAgo(20) }));
  await account.receive(aMessage({ caller: from('Grace Hopper'), status: 'old', storedAt: hoursAgo(2) }));
}

test('what arrives comes in by itself where nobody is at the list', async ({ account, page, portal }) => {
  await receiveAFew(account);
  await portal.open(account);
  await page.mouse.move(0, 0);
  await account.receive(aMessage({ caller: from('Ada') }));
  await portal.comeToFront();
  await expect(portal.row('Ada')).toBeVisible();
  await expect(pill(portal)).toHaveCount(0);
});

test('what arrives waits behind a pill while the pointer is in the list, and moves no row', async ({
  account,
  page,
  portal,
}) => {
  await receiveAFew(account);
  await portal.open(account);
  await portal.row('Grace Hopper').hover();
  const place = await portal.placeOf(portal.row('Dr Patel'));
  await account.receive(aMessage({ caller: from('Ada') }));
  await account.receive(aMessage({ caller: from('Charles') }));
  await portal.comeToFront();
  await expect(pill(portal)).toHaveText('2 new');
  await expect(portal.folder('Inbox')).toContainText('4 new of 5');
  await expect(page).toHaveTitle(/^\(4\) Inbox/);
  expect(await portal.placeOf(portal.row('Dr Patel'))).toEqual(place);
  await expect(portal.row('Ada')).toHaveCount(0);
  await pill(portal).click();
  await expect(portal.row('Ada')).toBeVisible();
  await expect(portal.row('Charles')).toBeVisible();
  await expect(pill(portal)).toHaveCount(0);
});

test('what arrives waits while the focus is in the list, and comes in when it leaves', async ({
  account,
  page,
  portal,
}) => {
  await receiveAFew(account);
  await portal.open(account);
  await page.mouse.move(0, 0);
  await portal.lamp('Dr Patel').focus();
  await account.receive(aMessage({ caller: from('Ada') }));
  await portal.comeToFront();
  await expect(pill(portal)).toHaveText('1 new');
  await expect(portal.lamp('Dr Patel')).toBeFocused();
  await search(portal).focus();
  await expect(portal.row('Ada')).toBeVisible();
  await expect(pill(portal)).toHaveCount(0);
});

test('what arrives waits while the list is scrolled; the pill leads to the top, and going there by oneself does too', async ({
  account,
  page,
  portal,
}) => {
  for (let i = 0; i < 30; i++) await account.receive(aMessage({ caller: from(`No ${i}`), storedAt: hoursAgo(60 - i) }));
  await portal.open(account);
  const list = page.locator('[data-list]');
  await list.evaluate((element) => element.scrollTo({ top: 600 }));
  await page.mouse.move(0, 0);
  await expect(portal.row('No 10')).toBeVisible();
  const place = await portal.placeOf(portal.row('No 18'));
  await account.receive(aMessage({ caller: from('Ada') }));
  await portal.comeToFront();
  await expect(pill(portal)).toHaveText('1 new');
  expect(await portal.placeOf(portal.row('No 18'))).toEqual(place);
  await pill(portal).click();
  await expect(portal.row('Ada')).toBeInViewport();
  await expect(portal.row('Ada').getByRole('button').first()).toBeFocused();
  await search(portal).focus();
  await list.evaluate((element) => element.scrollTo({ top: 600 }));
  await account.receive(aMessage({ caller: from('Charles') }));
  await portal.comeToFront();
  await expect(pill(portal)).toHaveText('1 new');
  await page.mouse.move(0, 0);
  await list.evaluate((element) => element.scrollTo({ top: 0 }));
  await expect(portal.row('Charles')).toBeInViewport();
  await expect(pill(portal)).toHaveCount(0);
});

test('rows that are taken away elsewhere go though the pointer is in the list', async ({ account, portal }) => {
  await receiveAFew(account);
  const gone = await account.receive(aMessage({ caller: from('Ada'), storedAt: hoursAgo(100) }));
  await portal.open(account);
  await portal.row('Grace Hopper').hover();
  await account.imap.mailboxOpen('INBOX');
  await account.imap.messageDelete(String(gone), { uid: true });
  await portal.comeToFront();
  await expect(portal.row('Ada')).toHaveCount(0);
  await expect(pill(portal)).toHaveCount(0);
});
