import type { Page } from '@playwright/test';
import { aMessage } from '#test/builders.ts';
import { speech } from '#test/cast/speech.ts';
import { DESKTOP, expectNoViolation, PHONE, receiveSomeOfEach, TABLET } from './axe.ts';
import { expect, isAlive, type Portal, test } from './portal.ts';

test.use({ expectedFailures: [401, 415, 503] });

/** Playing but paused: the same to look at every time. */
async function playAndPause(portal: Portal): Promise<void> {
  await portal.lamp('Dr Patel').click();
  await portal.playsPast(0);
  await portal.player.getByRole('button', { name: 'Pause' }).click();
  await expect(portal.lamp('Dr Patel')).toHaveAccessibleName('Play: Dr Patel, Heard');
}

test.describe('axe finds nothing', () => {
  test('where one signs in, and where that failed', async ({ page }) => {
    await page.goto('/sign-in');
    await expectNoViolation(page);
    await isAlive(page.getByRole('button', { name: 'Sign in' }));
    await page.getByLabel('Mailbox number or name').fill('nobody');
    await page.getByLabel('Password', { exact: true }).fill('wrong');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByText('That name and password do not match.')).toBeVisible();
    await expectNoViolation(page);
  });

  test('in the inbox, and while a message plays', async ({ account, page, portal }) => {
    await receiveSomeOfEach(account);
    await portal.open(account);
    await expectNoViolation(page);
    await playAndPause(portal);
    await expectNoViolation(page);
  });

  test('in the menu', async ({ account, page, portal }) => {
    await receiveSomeOfEach(account);
    await portal.open(account);
    await portal.menu.click();
    await expect(page.getByRole('menu')).toBeVisible();
    await expectNoViolation(page, [TABLET, DESKTOP]);
  });

  test('in the drawer and its menu', async ({ account, page, portal }) => {
    await page.setViewportSize(PHONE);
    await receiveSomeOfEach(account);
    await portal.open(account);
    await page.getByRole('button', { name: 'Folders' }).click();
    await expectNoViolation(page, [PHONE]);
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Mailbox/ })
      .click();
    await expect(page.getByRole('menu')).toBeVisible();
    await expectNoViolation(page, [PHONE]);
  });

  test('in the sheet of a message, before and after it plays', async ({ account, page, portal }) => {
    await page.setViewportSize(PHONE);
    await receiveSomeOfEach(account);
    await portal.open(account);
    await page.getByRole('button', { name: 'More about Dr Patel' }).click();
    await expectNoViolation(page, [PHONE]);
    await page.getByRole('dialog').getByRole('button', { name: 'Play' }).click();
    await portal.playsPast(0);
    await page.getByRole('dialog').getByRole('button', { name: 'Pause' }).click();
    await expectNoViolation(page, [PHONE]);
  });

  test('in an empty folder', async ({ account, page, portal }) => {
    await portal.open(account, '/family');
    await expect(page.getByText('Nothing in Family')).toBeVisible();
    await expectNoViolation(page);
  });

  test('while messages load', async ({ account, page, portal, site }) => {
    await page.goto('/sign-in');
    await portal.open(account);
    // Whoever has the folder open asks by NOOP.
    site.door.misbehave({ at: 'NOOP', does: 'hang' });
    await page.reload();
    await expect(page.getByText('Loading messages')).toBeVisible();
    await expectNoViolation(page, [PHONE, DESKTOP]);
  });

  test('when the mail server is down', async ({ account, page, portal, site }) => {
    await portal.open(account);
    await site.door.stop();
    await portal.folder('Work').click();
    await expect(portal.list.getByRole('alert')).toBeVisible();
    await expectNoViolation(page);
    await site.door.start();
  });

  test('when a recording cannot be played', async ({ account, page, portal }) => {
    await account.receive(aMessage({ recording: { extension: 'g729', bytes: new Uint8Array(100) } }));
    await portal.open(account);
    await portal.lamp('Dr Patel').click();
    await expect(portal.player.getByRole('alert')).toBeVisible();
    await expectNoViolation(page);
  });

  test('when the mailbox is full', async ({ openAccount, page, portal }) => {
    const account = await openAccount({ quotaMessages: 1 });
    await account.receive(aMessage());
    await portal.open(account);
    await expect(page.getByText('Callers cannot leave a message.')).toBeVisible();
    await expectNoViolation(page);
  });

  test('when it is nearly full', async ({ openAccount, page, portal }) => {
    const account = await openAccount({ quotaMessages: 5 });
    for (let i = 0; i < 4; i += 1) await account.receive(aMessage());
    await portal.open(account);
    await expect(page.getByText('Then callers cannot leave one.')).toBeVisible();
    await expectNoViolation(page);
  });
});

interface Focus {
  name: string;
  ringPixels: number;
}

/** Goes on by Tab until it is there; every stop on the way must show that it has the focus. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let stops = 0; stops < 60; stops += 1) {
    await page.keyboard.press('Tab');
    const focus = await page.evaluate((): Focus | null => {
      const element = document.activeElement;
      if (!element || element === document.body) return null;
      // The ring of a row's checkbox is the row's.
      const { outlineStyle, outlineWidth } = getComputedStyle(
        element.closest('.row-ground:has(.row-check:focus)') ?? element,
      );
      const ringPixels = outlineStyle === 'none' ? 0 : Number.parseFloat(outlineWidth);
      return { name: element.getAttribute('aria-label') ?? element.textContent, ringPixels };
    });
    if (focus) expect(focus.ringPixels, `the ring around ${focus.name}`).toBeGreaterThanOrEqual(2);
    if (focus && name.test(focus.name)) return;
  }
  throw new Error(`Tab never comes to ${name}`);
}

test('someone with a keyboard alone signs in, plays, seeks, changes the folder and signs out', async ({
  account,
  page,
  portal,
}) => {
  const uid = await account.receive(aMessage({ recording: speech('gsm', 60) }));
  await page.goto('/sign-in');
  await isAlive(page.getByRole('button', { name: 'Sign in' }));
  await page.keyboard.type(account.name);
  await tabTo(page, /^$/);
  await page.keyboard.type(account.password);
  await page.keyboard.press('Enter');
  await expect(portal.row('Dr Patel')).toBeVisible();

  await tabTo(page, /^Play: Dr Patel, New/);
  await page.keyboard.press('Enter');
  await portal.playsPast(0);
  await expect.poll(() => account.isHeard(uid)).toBe(true);
  await tabTo(page, /^Position/);
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowLeft');
  await expect(portal.position).toHaveAttribute('aria-valuenow', '50');

  await tabTo(page, /^Work/);
  await page.keyboard.press('Enter');
  await expect(page.getByText('Nothing in Work')).toBeVisible();
  await tabTo(page, /^Mailbox/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menu')).toBeVisible();
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowUp');
  await expect(page.getByRole('menuitem', { name: 'Sign out', exact: true })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL('/sign-in');
});

test.describe('on a phone', () => {
  // Without motion a sheet is where it will be at once.
  test.use({ viewport: PHONE, hasTouch: true, isMobile: true, contextOptions: { reducedMotion: 'reduce' } });

  test('everything that can be pressed is 44 pixels to the thumb', async ({ account, page, portal }) => {
    await receiveSomeOfEach(account);
    await page.goto('/sign-in');
    expect(await page.evaluate(tooSmall)).toEqual([]);
    await portal.open(account);
    await portal.lamp('Dr Patel').tap();
    await portal.playsPast(0);
    expect(await page.evaluate(tooSmall)).toEqual([]);
    await page.getByRole('button', { name: 'Folders' }).tap();
    await expect(page.getByRole('dialog')).toBeVisible();
    expect(await page.evaluate(tooSmall)).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).tap();
    await page.getByRole('button', { name: 'More about Dr Patel' }).tap();
    await expect(page.getByRole('dialog')).toBeVisible();
    expect(await page.evaluate(tooSmall)).toEqual([]);
  });
});

/** Runs in the page: names what can be pressed but is not hit 21 pixels from its middle, in any direction. */
function tooSmall(): string[] {
  const dialog = document.querySelector('dialog[open]');
  const controls = [...(dialog ?? document).querySelectorAll('a[href], button:enabled, input, [role="slider"]')];
  const hits = (control: Element, x: number, y: number) => {
    const inView = [Math.min(Math.max(x, 0), innerWidth - 1), Math.min(Math.max(y, 0), innerHeight - 1)] as const;
    return control.contains(document.elementFromPoint(...inView));
  };
  const isTooSmall = (control: Element) => {
    // Filters that have no room beside one another are reached by a swipe.
    control.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    const { left, top, width, height } = control.getBoundingClientRect();
    const [x, y] = [left + width / 2, top + height / 2];
    const reach = 21;
    return ![
      hits(control, x - reach, y),
      hits(control, x + reach, y),
      hits(control, x, y - reach),
      hits(control, x, y + reach),
    ].every(Boolean);
  };
  return controls
    .filter((control) => control.checkVisibility())
    .filter(isTooSmall)
    .map((control) => control.getAttribute('aria-label') ?? control.textContent);
}

test('nothing runs off a page that is 320 pixels wide', async ({ account, page, portal }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await receiveSomeOfEach(account);
  await portal.open(account);
  await playAndPause(portal);
  const overflow = () => document.documentElement.scrollWidth - innerWidth;
  expect(await page.evaluate(overflow)).toBe(0);
  await page.getByRole('button', { name: 'More about Dr Patel' }).click();
  expect(await page.evaluate(overflow)).toBe(0);
});
