import type { BrowserContext, Locator, Page } from '@playwright/test';
import { aMessage } from '#test/builders.ts';
import { DESKTOP, expectNoViolation } from './axe.ts';
import { expect, Portal, test } from './portal.ts';
import { from, receiveAll } from './verbs.ts';

/** What the tabs of a browser announce, in which nobody looks at any of them until one is told that somebody does. */
async function announcements(context: BrowserContext): Promise<string[]> {
  const announced: string[] = [];
  const tags = new Set<string>();
  await context.grantPermissions(['notifications']);
  await context.exposeFunction('announce', (text: string, tag = '') => {
    // As a browser does: what has the tag of another takes its place without a word.
    if (tag === '' || !tags.has(tag)) announced.push(text);
    tags.add(tag);
  });
  await context.addInitScript(() => {
    const hidden = Object.assign(window, { isLookedAt: false });
    document.hasFocus = () => hidden.isLookedAt;
    class Announcement {
      static permission = 'granted';
      static requestPermission = async () => 'granted';
      onclick = () => {};
      constructor(title: string, { body, tag }: NotificationOptions) {
        Reflect.get(window, 'announce')(`${title}: ${body}`, tag);
        Object.assign(window, { announcement: this });
      }
      close() {}
    }
    Object.assign(window, { Notification: Announcement });
  });
  return announced;
}

/** What the tabs of this browser have noted of the inbox. */
function noted(page: Page, what: 'uid' | 'checkedAt'): Promise<number | undefined> {
  return page.evaluate((name) => {
    const key = Object.keys(localStorage).find((each) => each.includes('seen')) ?? '';
    return JSON.parse(localStorage.getItem(key) ?? '{}')[name];
  }, what);
}

/** Waits until what is there has been noted, up to this UID. */
async function isNoted(page: Page, uid: number): Promise<void> {
  await expect.poll(() => noted(page, 'uid')).toBe(uid);
}

/** Waits until a tab that has just been opened has had its first look, which announces nothing. */
async function hasLooked(page: Page, sinceMilliseconds: number): Promise<void> {
  await expect.poll(() => noted(page, 'checkedAt')).toBeGreaterThanOrEqual(sinceMilliseconds);
}

/** Switches them on in the menu, which stays open. @returns the switch */
async function wantNotifications({ menu, page }: Portal): Promise<Locator> {
  await menu.click();
  const item = page.getByRole('menuitemcheckbox', { name: 'Notify me' });
  await item.click();
  await expect(item).toBeChecked();
  return item;
}

test('who wants it is notified of a message once, for all tabs, and led to it', async ({
  account,
  context,
  page,
  portal,
}) => {
  const announced = await announcements(context);
  await receiveAll(account);
  await portal.openLive(account);
  await account.receive(aMessage({ caller: from('Nobody asked') }));
  await expect(portal.row('Nobody asked')).toBeVisible();
  await wantNotifications(portal);
  await expectNoViolation(page, [DESKTOP]);
  await page.keyboard.press('Escape');
  await isNoted(page, 5);
  const openedAt = await page.evaluate(() => Date.now());
  const other = new Portal(await context.newPage());
  await other.goTo('/inbox?show=urgent&q=an');
  await other.isLive();
  await hasLooked(other.page, openedAt);

  await account.receive(aMessage({ caller: from('Ada'), durationSeconds: 42 }));
  await expect.poll(() => announced).toEqual(['Ada: New message, 0:42']);
  await expect(portal.row('Ada')).toBeVisible();
  await account.imap.mailboxOpen('INBOX');
  await account.imap.messageFlagsAdd('1:*', ['\\Seen']);
  await expect(portal.lamp('Ada')).toHaveAccessibleName('Play: Ada, Heard');
  await page.waitForTimeout(500);
  expect(announced).toHaveLength(1);

  await other.page.bringToFront();
  const isTheirs = await other.page.evaluate(() => 'announcement' in window);
  const announcer = isTheirs ? other : portal;
  await announcer.page.evaluate(() => Reflect.get(window, 'announcement').onclick());
  await expect(announcer.page).toHaveURL(/\/inbox$/);
  await expect(announcer.list.getByRole('checkbox', { name: 'Select Ada' })).toBeFocused();
});

test('nobody is notified of what they see come in, nor after switching it off', async ({
  account,
  context,
  page,
  portal,
}) => {
  const announced = await announcements(context);
  await portal.openLive(account);
  const item = await wantNotifications(portal);
  await isNoted(page, 0);
  const other = new Portal(await context.newPage());
  await other.goTo('/inbox');
  await other.isLive();
  await other.page.evaluate(() => {
    Object.assign(window, { isLookedAt: true });
    dispatchEvent(new Event('focus'));
  });
  const isKnown = async () => (await navigator.locks.query()).held?.some(({ name }) => name?.includes('looked-at'));
  await expect.poll(() => page.evaluate(isKnown)).toBe(true);
  await account.receive(aMessage({ caller: from('Ada') }));
  await expect(portal.row('Ada')).toBeVisible();
  await expect(other.row('Ada')).toBeVisible();
  await isNoted(page, 1);
  await item.click();
  await expect(item).not.toBeChecked();
  await other.page.evaluate(() => {
    Object.assign(window, { isLookedAt: false });
    dispatchEvent(new Event('blur'));
  });
  await account.receive(aMessage({ caller: from('Charles') }));
  await expect(other.row('Charles')).toBeVisible();
  await page.waitForTimeout(500);
  expect(announced).toEqual([]);
});

test('a browser that was told to show no notifications is said to', async ({ account, context, page, portal }) => {
  await context.addInitScript(() => Object.defineProperty(Notification, 'permission', { get: () => 'denied' }));
  await portal.open(account);
  await portal.menu.click();
  await expect(page.getByRole('menuitemcheckbox', { name: 'Notify me' })).toContainText('shows no notifications');
  await expectNoViolation(page, [DESKTOP]);
});
