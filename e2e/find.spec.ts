import type { Page } from '@playwright/test';
import { aMessage, anOrdinaryMail, NOW } from '#test/builders.ts';
import { expect, isAlive, type Portal, test } from './portal.ts';
import type { Account } from './site.ts';

const HOUR_MS = 3_600_000;
const hoursAgo = (hours: number) => new Date(NOW.getTime() - hours * HOUR_MS);
const from = (name: string, number = '+12025550143') => ({ name, number });

const search = (page: Page) => page.getByRole('textbox', { name: 'Search for a name or number' });
const chip = (portal: Portal, name: string) =>
  portal.page.getByRole('toolbar', { name: 'Filter' }).getByRole('button', { name, exact: true });

async function receiveAFew(account: Account): Promise<void> {
  await account.receive(aMessage({ caller: from('Jürgen Müller', '+498921549873'), storedAt: hoursAgo(80) }));
  await account.receive(aMessage({ caller: from('Dr Patel'), durationSeconds: 90, storedAt: hoursAgo(30) }));
  await account.receive(aMessage({ caller: from('Grace Hopper', '1002'), status: 'old', storedAt: hoursAgo(2) }));
}

/** Everything that is in a folder, without the page's help. */
async function remove({ page }: Portal, folder: string): Promise<void> {
  const { upTo } = await (await page.request.get(`/api/messages?folder=${folder}`)).json();
  const headers = { origin: new URL(page.url()).origin };
  const data = { filter: { folder, upTo }, folder: 'deleted' };
  const { failed } = await (await page.request.patch('/api/messages', { headers, data })).json();
  expect(failed).toEqual([]);
}

test('typing finds a name without its accents and a number however it is written; Escape clears', async ({
  account,
  page,
  portal,
}) => {
  await receiveAFew(account);
  await portal.open(account);
  await expect(portal.list.getByRole('time')).toHaveCount(3);
  await page.keyboard.press('/');
  await expect(search(page)).toBeFocused();
  await page.keyboard.type('muller');
  await expect(portal.list.getByRole('time')).toHaveCount(1);
  await expect(portal.row('Jürgen Müller')).toBeVisible();
  await expect(portal.list.getByText('1 of 3 messages')).toBeVisible();
  await search(page).fill('(202) 555-0143');
  await expect(portal.row('Dr Patel')).toBeVisible();
  await expect(portal.list.getByRole('time')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(search(page)).toHaveValue('');
  await expect(portal.list.getByRole('time')).toHaveCount(3);
  await expect(page).toHaveURL('/inbox');
});

test('no letter is lost, however fast one types and however slow the answer comes', async ({
  account,
  page,
  portal,
}) => {
  await receiveAFew(account);
  await portal.open(account);
  await page.route(/\/api\/messages.*q=/, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 400));
    await route.continue();
  });
  await search(page).pressSequentially('grace ho', { delay: 170 });
  await search(page).pressSequentially('pper', { delay: 320 });
  await expect(search(page)).toHaveValue('grace hopper');
  await expect(page).toHaveURL('/inbox?q=grace+hopper');
  await expect(portal.list.getByRole('time')).toHaveCount(1);
  await expect(search(page)).toHaveValue('grace hopper');
});

test('a search stays over a reload and the way back', async ({ account, page, portal }) => {
  await receiveAFew(account);
  await portal.open(account);
  await search(page).fill('patel');
  await expect(page).toHaveURL('/inbox?q=patel');
  await page.reload();
  await expect(search(page)).toHaveValue('patel');
  await expect(portal.list.getByRole('time')).toHaveCount(1);
  await portal.folder('Work').click();
  await expect(page.getByRole('heading', { name: 'Nothing in Work' })).toBeVisible();
  await expect(search(page)).toHaveValue('');
  await page.goBack();
  await expect(search(page)).toHaveValue('patel');
  await expect(portal.row('Dr Patel')).toBeVisible();
  await expect(portal.list.getByRole('time')).toHaveCount(1);
});

test('days and lengths narrow the list, by the calendar of the reader, and Clear takes all back', async ({
  account,
  page,
  portal,
}) => {
  await page.clock.setFixedTime(NOW);
  // In Kathmandu it is Monday, the 23rd; two hours ago too, and eighty hours ago it was Thursday.
  await receiveAFew(account);
  await portal.open(account);
  await chip(portal, 'Any date').click();
  await page.getByRole('dialog', { name: 'Date' }).getByRole('button', { name: 'Today' }).click();
  await expect(portal.row('Grace Hopper')).toBeVisible();
  await expect(portal.list.getByRole('time')).toHaveCount(1);
  await expect(page).toHaveURL('/inbox?from=2026-11-23&until=2026-11-24');
  await chip(portal, 'Today').click();
  await page.getByLabel('From').fill('2026-11-19');
  await page.getByLabel('To', { exact: true }).fill('2026-11-20');
  await expect(portal.row('Jürgen Müller')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(chip(portal, '19 – 20 November')).toBeVisible();
  await expect(portal.list.getByRole('time')).toHaveCount(1);
  await chip(portal, 'Clear').click();
  await expect(portal.list.getByRole('time')).toHaveCount(3);
  await chip(portal, 'Any length').click();
  await page.getByRole('button', { name: '1 minute or longer' }).click();
  await expect(portal.row('Dr Patel')).toBeVisible();
  await expect(portal.list.getByRole('time')).toHaveCount(1);
  await expect(page).toHaveURL('/inbox?min=60');
});

test('what is not in this folder is found in the others', async ({ account, page, portal }) => {
  await account.receive(aMessage({ caller: from('Grace Hopper') }));
  await account.receive(aMessage({ caller: from('Dr Patel') }), 'Work');
  await account.receive(aMessage({ caller: from('Dr Patel'), status: 'old' }), 'Work');
  await account.receive(aMessage({ caller: from('Mum') }), 'Family');
  await account.receive(aMessage({ caller: from('Dr Patel'), extension: '1002' }), 'Family');
  await portal.open(account, '/inbox?q=patel');
  await expect(portal.list.getByRole('heading', { name: 'No message from “patel” in Inbox' })).toBeVisible();
  await portal.list.getByRole('button', { name: 'Look in all folders' }).click();
  const hits = portal.list.getByRole('link');
  await expect(hits).toHaveText(['Work2 messages']);
  await hits.click();
  await expect(page).toHaveURL('/work?q=patel');
  await expect(portal.list.getByRole('time')).toHaveCount(2);
  await expect(search(page)).toHaveValue('patel');
});

test('a search finds no message of another mailbox in the same account', async ({ account, portal }) => {
  await account.receive(aMessage({ extension: '1001', caller: from('Ours') }));
  await account.receive(aMessage({ extension: '10010', caller: from('Theirs', '5551234') }));
  for (const q of ['theirs', '5551234']) {
    await portal.open(account, `/inbox?mailbox=1001%40default&q=${q}`);
    await expect(portal.list.getByRole('heading', { name: `No message from “${q}” in Inbox` })).toBeVisible();
    await portal.list.getByRole('button', { name: 'Look in all folders' }).click();
    await expect(portal.list.getByText('Nor in any other folder.')).toBeVisible();
  }
});

test('a filter pressed while a folder is on its way narrows that folder', async ({ account, page, portal }) => {
  await receiveAFew(account);
  await account.receive(aMessage({ caller: from('Heard at work'), status: 'old' }), 'Work');
  await account.receive(aMessage({ caller: from('New at work') }), 'Work');
  let letThrough = () => {};
  const isLetThrough = new Promise<void>((resolve) => {
    letThrough = resolve;
  });
  const isForPage = (url: URL) => url.pathname === '/work' || url.searchParams.has('_rsc');
  await page.route(isForPage, async (route) => {
    if (new URL(route.request().url()).pathname === '/work') await isLetThrough;
    await route.continue();
  });
  await portal.open(account);
  await isAlive(portal.filter('New'));
  await portal.folder('Work').click();
  await portal.filter('New').click();
  await expect(page).toHaveURL('/inbox');
  letThrough();
  await expect(page).toHaveURL('/work?show=new');
  await expect(portal.row('New at work')).toBeVisible();
  await expect(portal.list.getByRole('time')).toHaveCount(1);
  await expect(portal.list.getByRole('heading', { name: 'Work' })).toBeVisible();
});

test('on a phone the search is an icon that opens over the title', async ({ account, page, portal }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await receiveAFew(account);
  await portal.open(account);
  await expect(search(page)).toBeHidden();
  await portal.list.getByRole('button', { name: 'Search' }).click();
  await expect(search(page)).toBeFocused();
  await page.keyboard.type('hopper');
  await expect(portal.list.getByRole('time')).toHaveCount(1);
  await portal.list.getByRole('button', { name: 'Clear the search' }).click();
  await expect(portal.list.getByRole('time')).toHaveCount(3);
  await portal.list.getByRole('button', { name: 'Close the search' }).click();
  await expect(search(page)).toBeHidden();
});

test.describe('Deleted', () => {
  test('says how long it keeps, what the phone still does, and when each message goes', async ({ account, portal }) => {
    await account.receive(aMessage());
    await portal.open(account);
    await remove(portal, 'inbox');
    await portal.goTo('/deleted');
    await expect(portal.row('Dr Patel')).toContainText('Leaves in 30 days');
    await expect(portal.list.getByText('Messages leave Deleted after 30 days.')).toBeVisible();
    await expect(portal.list.getByText(/phone still offers a removed message among the old ones/)).toBeVisible();
  });

  test('is emptied after being asked twice, with the number of messages, and of nothing else', async ({
    account,
    page,
    portal,
  }) => {
    await receiveAFew(account);
    const mail = await account.receive(anOrdinaryMail(), 'Deleted');
    await portal.open(account);
    await remove(portal, 'inbox');
    await account.receive(aMessage({ caller: from('Stays') }));
    await portal.goTo('/deleted?q=patel');
    await expect(portal.list.getByRole('time').filter({ hasText: 'Leaves' })).toHaveCount(1);
    await portal.list.getByRole('button', { name: 'Empty Deleted' }).click();
    const question = page.getByRole('dialog');
    await expect(question).toContainText('All 3 messages in Deleted go.');
    await question.getByRole('button', { name: 'Empty Deleted' }).click();
    await expect(question).toContainText('Delete 3 messages for good?');
    await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(question).toHaveCount(0);
    await portal.list.getByRole('button', { name: 'Empty Deleted' }).click();
    await question.getByRole('button', { name: 'Empty Deleted' }).click();
    await question.getByRole('button', { name: 'Delete for good' }).click();
    await expect(question).toContainText('3 messages are gone for good.');
    await question.getByRole('button', { name: 'Close' }).click();
    await portal.goTo('/deleted');
    await expect(portal.list.getByRole('heading', { name: 'Nothing deleted' })).toBeVisible();
    await account.imap.mailboxOpen('Deleted');
    expect(await account.imap.search({ all: true }, { uid: true })).toEqual([mail]);
    await portal.goTo('/inbox');
    await expect(portal.list.getByRole('time')).toHaveCount(1);
  });

  test('an empty one offers no emptying', async ({ account, portal }) => {
    await portal.open(account, '/deleted');
    await expect(portal.list.getByRole('heading', { name: 'Nothing deleted' })).toBeVisible();
    await expect(portal.list.getByRole('button', { name: 'Empty Deleted' })).toHaveCount(0);
  });
});
