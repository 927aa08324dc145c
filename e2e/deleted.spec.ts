import type { Page } from '@playwright/test';
import { aMessage } from '#test/builders.ts';
import { expect, type Portal, test } from './portal.ts';
import type { Account } from './site.ts';
import {
  bar,
  checkbox,
  chosen,
  deleteByPointer,
  from,
  NAMES,
  namesIn,
  receiveAll,
  toastOf,
  totalOf,
  undoOf,
} from './verbs.ts';

test.use({ expectedFailures: [507] });

test.describe('in Deleted', () => {
  async function openDeleted(account: Account, portal: Portal): Promise<void> {
    await receiveAll(account);
    await portal.open(account);
    await portal.page.keyboard.press('j');
    await portal.page.keyboard.press('x');
    await bar(portal.page).getByRole('button', { name: 'Select all 4' }).click();
    await portal.page.keyboard.press('Delete');
    await expect.poll(() => totalOf(portal.page.request, 'deleted')).toBe(4);
    await portal.folder('Deleted').click();
    await expect(portal.row('Dr Patel')).toContainText('From Inbox');
  }
  test('one is asked once, many twice, and Keep keeps', async ({ account, page: tab, portal }) => {
    await openDeleted(account, portal);
    await deleteForGood(portal, 'Dr Patel');
    const dialog = tab.getByRole('dialog');
    await expect(dialog).toHaveAccessibleName('Delete Dr Patel, 0:11 for good?');
    await dialog.getByRole('button', { name: 'Keep it' }).click();
    await expect(portal.row('Dr Patel')).toBeVisible();
    await deleteForGood(portal, 'Dr Patel');
    await dialog.getByRole('button', { name: 'Delete for good' }).click();
    await expect(portal.row('Dr Patel')).toHaveCount(0);
    await expect(toastOf(tab)).toContainText('Deleted Dr Patel, 0:11 for good');
    await expect(undoOf(tab)).toHaveCount(0);

    await portal.row('Linus Berg').hover();
    await checkbox(portal, 'Linus Berg').click();
    await bar(tab).getByRole('button', { name: 'Select all 3' }).click();
    await bar(tab).getByRole('button', { name: 'Delete for good' }).click();
    await dialog.getByRole('button', { name: 'Delete for good…' }).click();
    await expect(dialog).toHaveAccessibleName('Delete 3 messages for good?');
    await expect(dialog).toContainText('They cannot be brought back.');
    expect(await totalOf(tab.request, 'deleted')).toBe(3);
    await dialog.getByRole('button', { name: 'Delete for good' }).click();
    await expect(tab.getByText('Nothing deleted')).toBeVisible();
    await expect.poll(() => totalOf(tab.request, 'deleted')).toBe(0);
    expect(await totalOf(tab.request, 'inbox')).toBe(0);
  });

  test('Restore puts messages back where they came from', async ({ account, page: tab, portal }) => {
    await openDeleted(account, portal);
    await portal.row('Linus Berg').hover();
    await portal.row('Linus Berg').getByRole('button', { name: 'Restore: Linus Berg' }).click();
    await expect(portal.row('Linus Berg')).toHaveCount(0);
    await expect.poll(() => namesIn(tab.request, 'inbox')).toEqual(['Linus Berg']);
    await tab.keyboard.press('u');
    await expect(portal.row('Linus Berg')).toBeVisible();
    await expect.poll(() => namesIn(tab.request, 'inbox')).toEqual([]);
  });

  async function deleteForGood(portal: Portal, name: string): Promise<void> {
    await portal.row(name).hover();
    await portal
      .row(name)
      .getByRole('button', { name: `Actions for ${name}` })
      .click();
    await portal.page.getByRole('menuitem', { name: 'Delete for good' }).click();
  }
});

test.describe('when the mail server has no room', () => {
  test('deleting asks, and deletes for good after a second question', async ({ openAccount, page, portal }) => {
    const account = await openAccount({ quotaMessages: 4 });
    await receiveAll(account);
    await portal.open(account);
    await deleteByPointer(portal, 'Dr Patel');
    const dialog = page.getByRole('dialog');
    await expect(dialog).toHaveAccessibleName('Deleted has no room for Dr Patel');
    await expect(portal.row('Dr Patel')).toBeAttached();
    await dialog.getByRole('button', { name: 'Delete for good…' }).click();
    await dialog.getByRole('button', { name: 'Delete for good' }).click();
    await expect(portal.row('Dr Patel')).toHaveCount(0);
    await expect.poll(() => namesIn(page.request, 'inbox')).toEqual(NAMES.slice(1));
    expect(await namesIn(page.request, 'deleted')).toEqual([]);
  });

  test('Free space empties Deleted, and then deletes what had no room', async ({ openAccount, page, portal }) => {
    const account = await openAccount({ quotaMessages: 6 });
    await receiveAll(account);
    for (let i = 0; i < 2; i += 1) await account.receive(aMessage({ caller: from('Charles Babbage') }), 'Deleted');
    await portal.open(account);
    await deleteByPointer(portal, 'Grace Hopper');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Free space…' }).click();
    await expect(dialog).toHaveAccessibleName('Empty Deleted, with 2 messages in it?');
    await dialog.getByRole('button', { name: 'Empty Deleted' }).click();
    await expect(portal.row('Grace Hopper')).toHaveCount(0);
    await expect.poll(() => namesIn(page.request, 'deleted')).toEqual(['Grace Hopper']);
  });
});

test('the toast waits under the pointer and the focus, and goes by itself', async ({ account, page, portal }) => {
  await page.clock.install();
  await receiveAll(account);
  await portal.open(account);
  await deleteByPointer(portal, 'Dr Patel');
  await toastOf(page).hover();
  await page.clock.fastForward(60_000);
  await expect(toastOf(page)).toBeVisible();
  await undoOf(page).focus();
  await portal.list.getByRole('heading', { level: 1 }).hover();
  await page.clock.fastForward(60_000);
  await expect(toastOf(page)).toBeVisible();
  await undoOf(page).evaluate((button) => button.blur());
  await page.clock.fastForward(8_500);
  await expect(toastOf(page)).toHaveCount(0);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  /** A finger that stays. */
  async function pressLong(page: Page, { x, y }: { x: number; y: number }): Promise<void> {
    const chromium = await page.context().newCDPSession(page);
    await chromium.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x: x + 100, y: y + 20 }] });
    await expect(bar(page)).toBeVisible();
    await chromium.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  }

  test('a long press chooses, taps choose more, and the bar at the foot deletes', async ({ account, page, portal }) => {
    await receiveAll(account);
    await portal.open(account);
    await pressLong(page, await portal.placeOf(portal.row('Grace Hopper')));
    await expect(portal.list.getByRole('heading', { name: '1 selected' })).toBeVisible();
    await checkbox(portal, 'Ana García').tap();
    expect(await chosen(portal)).toEqual(['Grace Hopper', 'Ana García']);
    await bar(page).getByRole('button', { name: 'Delete' }).tap();
    await expect(toastOf(page)).toContainText('Deleted 2 messages');
    await expect(bar(page)).toHaveCount(0);
    await undoOf(page).tap();
    await expect.poll(() => namesIn(page.request, 'inbox')).toEqual(NAMES);
  });

  test('the sheet of a message moves it', async ({ account, page, portal }) => {
    await receiveAll(account);
    await portal.open(account);
    await page.getByRole('button', { name: 'More about Linus Berg' }).tap();
    await page.getByRole('dialog').getByRole('button', { name: 'Move' }).tap();
    await page.getByRole('list', { name: 'Move to' }).getByRole('button', { name: 'Work' }).tap();
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect.poll(() => namesIn(page.request, 'work')).toEqual(['Linus Berg']);
    await expect(toastOf(page)).toContainText('Moved Linus Berg, 0:11 to Work');
  });
});
