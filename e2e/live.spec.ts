import type { Page } from '@playwright/test';
import { aMessage } from '#test/builders.ts';
import { speech } from '#test/cast/speech.ts';
import { expectNoViolation } from './axe.ts';
import { expect, Portal, test } from './portal.ts';
import { from, minutesAgo, receiveAll } from './verbs.ts';

const notLive = (page: Page) => page.getByRole('status').filter({ hasText: 'Not live.' });
const icon = (page: Page) => page.locator('link[rel=icon][type="image/svg+xml"]').last();

test('a message that is left appears by itself, in the list, the title and the icon', async ({
  account,
  page,
  portal,
}) => {
  await portal.openLive(account);
  await expect(icon(page)).toHaveAttribute('href', '/icon.svg');
  await page.mouse.move(0, 0);
  await account.receive(aMessage({ caller: from('Ada') }));
  await expect(portal.row('Ada')).toBeVisible();
  await expect(page).toHaveTitle('(1) Inbox · Lamplight');
  await expect(icon(page)).toHaveAttribute('href', /^data:image\/svg\+xml,.*%3E1%3C%2Ftext/);
});

test('what the phone or a mail client does is shown, and the row under the pointer stays', async ({
  account,
  portal,
}) => {
  await receiveAll(account);
  const heard = await account.receive(aMessage({ caller: from('Ada'), storedAt: minutesAgo(60) }));
  await portal.openLive(account);
  await portal.row('Linus Berg').hover();
  const place = await portal.placeOf(portal.row('Linus Berg'));
  await account.imap.mailboxOpen('INBOX');
  await account.imap.messageFlagsAdd(String(heard), ['\\Seen'], { uid: true });
  await expect(portal.lamp('Ada')).toHaveAccessibleName('Play: Ada, Heard');
  await account.imap.messageDelete('1:2');
  await expect(portal.row('Dr Patel')).toHaveCount(0);
  await expect(portal.row('Grace Hopper')).toHaveCount(0);
  expect(await portal.placeOf(portal.row('Linus Berg'))).toEqual(place);
  await account.receive(aMessage({ caller: from('Charles') }));
  await expect(portal.list.getByRole('button', { name: '1 new' })).toBeVisible();
  expect(await portal.placeOf(portal.row('Linus Berg'))).toEqual(place);
});

test('a window of another size leaves no stretch free above the list', async ({ account, page, portal }) => {
  for (const name of ['Ada', 'Grace', 'Linus']) await account.receive(aMessage({ caller: { name, number: '1002' } }));
  await page.setViewportSize({ width: 390, height: 844 });
  await portal.open(account);
  await page.mouse.move(0, 0);
  await portal.lamp('Ada').focus();
  await page.setViewportSize({ width: 1280, height: 800 });
  const head = page.getByRole('toolbar', { name: 'Filter' });
  const endOf = async (place: { y: number; height: number } | null) => (place?.y ?? 0) + (place?.height ?? 0);
  const first = portal.list.getByRole('heading', { level: 2 }).first();
  await expect
    .poll(async () => ((await first.boundingBox())?.y ?? 0) - (await endOf(await head.boundingBox())))
    .toBeLessThan(5);
});

test('the row under the pointer stays in a list that is scrolled, too, and the free room goes with the pointer', async ({
  account,
  page,
  portal,
}) => {
  for (let i = 1; i <= 30; i++)
    await account.receive(aMessage({ caller: from(`No ${i}`), storedAt: minutesAgo(40 - i) }));
  await portal.openLive(account);
  const list = page.locator('[data-list]');
  await list.evaluate((element) => element.scrollTo({ top: 250 }));
  await portal.row('No 21').hover();
  const place = await portal.placeOf(portal.row('No 21'));
  await account.imap.mailboxOpen('INBOX');
  await account.imap.messageDelete('22:24,30');
  await expect(portal.row('No 23')).toHaveCount(0);
  expect(await portal.placeOf(portal.row('No 21'))).toEqual(place);
  await account.imap.messageDelete('22:26');
  await expect(portal.row('No 25')).toHaveCount(0);
  expect(await portal.placeOf(portal.row('No 21'))).toEqual(place);
  await page.mouse.move(0, 0);
  await expect.poll(async () => (await portal.placeOf(portal.row('No 21'))).y).toBeLessThan(place.y);
});

test.describe('a message that goes', () => {
  test.use({ expectedFailures: [404] });

  test('while it plays plays on; its row goes, and the player says so', async ({ account, portal }) => {
    await account.receive(aMessage({ recording: speech('wav49', 60), durationSeconds: 60 }));
    await account.receive(aMessage({ caller: from('Ada') }));
    await portal.openLive(account);
    await portal.lamp('Dr Patel').click();
    await portal.playsPast(0.5);
    await account.imap.mailboxOpen('INBOX');
    await account.imap.messageDelete('1');
    await expect(portal.row('Dr Patel')).toHaveCount(0);
    await expect(portal.player.getByText('No longer here').filter({ visible: true })).toBeVisible();
    const { currentTime } = await portal.sound();
    await portal.playsPast(currentTime + 0.5);
    expect((await portal.sound()).isPaused).toBe(false);
  });
});

test('two tabs say the same: what one does, the other shows', async ({ account, context, page, portal }) => {
  await receiveAll(account);
  await portal.openLive(account);
  const other = new Portal(await context.newPage());
  await other.goTo('/inbox');
  await other.isLive();
  await portal.row('Dr Patel').hover();
  await portal.row('Dr Patel').getByRole('button', { name: 'Delete: Dr Patel' }).click();
  await expect(other.row('Dr Patel')).toHaveCount(0);
  await expect(other.page).toHaveTitle('(3) Inbox · Lamplight');
  await expect(page).toHaveTitle('(3) Inbox · Lamplight');
});

test('a message that is heard under the filter "New" stays until the person looks elsewhere', async ({
  account,
  portal,
}) => {
  await receiveAll(account);
  await portal.openLive(account, '/inbox?show=new');
  await portal.lamp('Dr Patel').click();
  await expect(portal.lamp('Dr Patel')).toHaveAccessibleName('Pause: Dr Patel, Playing');
  await portal.page.waitForTimeout(1500);
  await expect(portal.row('Dr Patel')).toBeVisible();
});

test.describe('what fails', () => {
  test.use({ expectedFailures: [503, 'ERR_INTERNET_DISCONNECTED', 'ERR_INCOMPLETE', 'ERR_NETWORK'] });

  test('the page says that it is not live, and is true again by itself', async ({ account, context, page, portal }) => {
    await receiveAll(account);
    await portal.openLive(account);
    await page.mouse.move(0, 0);
    await context.setOffline(true);
    await expect(notLive(page)).toBeVisible();
    await expectNoViolation(page);
    await account.receive(aMessage({ caller: from('Ada') }));
    await context.setOffline(false);
    await expect(portal.row('Ada')).toBeVisible();
    await expect(notLive(page)).toHaveCount(0);
  });

  test('a mail server that goes and comes back is said, and missed nothing', async ({
    account,
    page,
    portal,
    site,
  }) => {
    await receiveAll(account);
    await portal.openLive(account);
    await page.mouse.move(0, 0);
    await site.door.stop();
    await expect(notLive(page)).toBeVisible();
    await account.receive(aMessage({ caller: from('Ada') }));
    await site.door.start();
    await expect(portal.row('Ada')).toBeVisible({ timeout: 40_000 });
    await expect(notLive(page)).toHaveCount(0);
  });
});
