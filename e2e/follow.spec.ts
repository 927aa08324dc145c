import type { Page } from '@playwright/test';
import { aMessage } from '#test/builders.ts';
import { speech } from '#test/cast/speech.ts';
import { recordingIn } from '#test/wav.ts';
import { expect, Portal, test } from './portal.ts';

const LONG = 120;
const aLongMessage = (wish = {}) => aMessage({ recording: speech('wav49', LONG), durationSeconds: LONG, ...wish });
const minutes = (count: number) => new Date(Date.UTC(2026, 10, 22, 20, count));

/** A message that is over soon, at a minute of its own. */
const aShortMessage = (name: string, minute: number, wish = {}) =>
  aMessage({ recording: recordingIn('gsm'), caller: { name, number: '1002' }, storedAt: minutes(minute), ...wish });

/** Every change that the page asks for. */
function changesOf(page: Page): { status?: string; positionSeconds?: number }[] {
  const changes: { status?: string; positionSeconds?: number }[] = [];
  page.on('request', (request) => request.method() === 'PATCH' && changes.push(request.postDataJSON()));
  return changes;
}

/** What a lock screen would show, and what it would do with a key. */
const onLockScreen = (page: Page) =>
  page.evaluate(() => {
    const { metadata, playbackState } = navigator.mediaSession;
    return { title: metadata?.title, artist: metadata?.artist, icon: metadata?.artwork[0]?.src, playbackState };
  });

/** Marking heard is told by the mail server, too, and may still be on its way. @returns how many there are then */
async function settled(page: Page, requests: string[]): Promise<number> {
  const before = requests.length;
  await page.waitForTimeout(2000);
  return requests.length === before ? before : settled(page, requests);
}

test.describe('a message goes on five seconds before where it was stopped', () => {
  test('on another device', async ({ account, browser, baseURL, page, portal }) => {
    const lists: string[] = [];
    await account.receive(aLongMessage());
    await portal.openLive(account);
    await portal.lamp('Dr Patel').click();
    await portal.playsPast(0.2);
    await expect(portal.lamp('Dr Patel')).toHaveAccessibleName(/Playing/);
    page.on(
      'request',
      (request) =>
        /api\/messages(\/changes)?(\?|$)/.test(request.url()) &&
        request.method() === 'GET' &&
        lists.push(request.url()),
    );
    const before = await settled(page, lists);
    await page.evaluate(() => {
      const audio = document.querySelector('audio');
      if (audio) audio.currentTime = 19.8;
    });
    await portal.playsPast(20.2);
    const kept = page.waitForResponse((answer) => answer.request().method() === 'PATCH');
    await portal.player.getByRole('button', { name: 'Pause' }).click();
    expect((await kept).status()).toBe(200);
    await page.waitForTimeout(1500);
    expect(lists.length, 'the list is not fetched for it').toBe(before);

    const context = await browser.newContext({
      ...(baseURL !== undefined && { baseURL }),
      timezoneId: 'Asia/Kathmandu',
    });
    const elsewhere = new Portal(await context.newPage());
    await elsewhere.open(account);
    await elsewhere.lamp('Dr Patel').click();
    await elsewhere.playsPast(15);
    expect((await elsewhere.sound()).currentTime).toBeLessThan(18);
    await context.close();
  });

  test('here, after another message, and from its start again when it was heard to its end', async ({
    account,
    page,
    portal,
  }) => {
    const changes = changesOf(page);
    await account.receive(aLongMessage());
    await account.receive(aShortMessage('Grace Hopper', 1));
    await portal.open(account);
    await portal.lamp('Dr Patel').click();
    await portal.playsPast(0);
    await portal.seekTo(0.5);
    await portal.playsPast(60);
    await portal.lamp('Grace Hopper').click();
    await expect(portal.lamp('Grace Hopper')).toHaveAccessibleName(/Heard/);
    await portal.lamp('Dr Patel').click();
    await portal.playsPast(54);
    expect((await portal.sound()).currentTime).toBeLessThan(60);
    await portal.position.press('End');
    await expect(portal.player.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
    await portal.position.press('Home');
    await expect.poll(() => changes.at(-1)?.positionSeconds).toBeDefined();
  });

  test('when the page was left while it played', async ({ account, page, portal }) => {
    await account.receive(aLongMessage());
    await portal.open(account);
    await portal.lamp('Dr Patel').click();
    await portal.playsPast(0);
    await portal.seekTo(0.5);
    await portal.playsPast(60.5);
    await page.goto('about:blank');
    await account.imap.mailboxOpen('INBOX');
    await expect.poll(() => account.imap.search({ keyword: '$VmPos2' }, { uid: true })).toHaveLength(1);
    await portal.goTo('/inbox');
    await portal.lamp('Dr Patel').click();
    await portal.playsPast(54);
    expect((await portal.sound()).currentTime).toBeLessThan(60);
  });
});

test('the lock screen shows the caller while it plays, and nobody after signing out', async ({
  account,
  page,
  portal,
}) => {
  await account.receive(aLongMessage());
  await portal.open(account);
  expect((await onLockScreen(page)).title).toBeUndefined();
  // What is still being asked for when somebody signs out is refused, which the browser complains of.
  const drawn = page.waitForResponse((answer) => answer.url().endsWith('/peaks'));
  await portal.lamp('Dr Patel').click();
  await drawn;
  await expect
    .poll(() => onLockScreen(page))
    .toEqual({
      title: 'Dr Patel',
      artist: 'Lamplight · 04:00',
      icon: expect.stringMatching(/\/icon-192\.png$/),
      playbackState: 'playing',
    });
  expect((await page.request.get('/icon-192.png')).status()).toBe(200);
  await portal.player.getByRole('button', { name: 'Pause' }).click();
  await expect.poll(async () => (await onLockScreen(page)).playbackState).toBe('paused');
  const atLeaving = page.evaluate(
    () =>
      new Promise<string>((resolve) =>
        addEventListener('pagehide', () => resolve(navigator.mediaSession.metadata?.title ?? 'nobody')),
      ),
  );
  await portal.menu.click();
  await page.getByRole('menuitem', { name: 'Sign out', exact: true }).click();
  expect(await atLeaving.catch(() => 'nobody')).toBe('nobody');
  await expect(page).toHaveURL(/sign-in/);
  expect((await onLockScreen(page)).title).toBeUndefined();
});

test.describe('a message is heard when the person says', () => {
  const choose = async (portal: Portal, name: string) => {
    await portal.menu.click();
    await portal.page.getByRole('menuitem', { name: 'When is a message heard?' }).click();
    await portal.page.getByRole('radio', { name }).check();
    await portal.page.getByRole('button', { name: 'Done' }).click();
  };

  test('after some seconds', async ({ account, portal }) => {
    const uid = await account.receive(aLongMessage());
    await portal.open(account);
    await choose(portal, 'After 5 seconds');
    await portal.lamp('Dr Patel').click();
    await portal.playsPast(3);
    expect(await account.isHeard(uid)).toBe(false);
    await expect(portal.player.getByRole('button', { name: 'Keep as new', pressed: false })).toBeVisible();
    await portal.playsPast(5.2);
    await expect.poll(() => account.isHeard(uid)).toBe(true);
  });

  test('at its end, and the choice outlives the page', async ({ account, page, portal }) => {
    const uid = await account.receive(aLongMessage());
    await portal.open(account);
    await choose(portal, 'At its end');
    await page.reload();
    await portal.lamp('Dr Patel').click();
    await portal.playsPast(0);
    await portal.seekTo(0.95);
    await portal.playsPast(LONG * 0.95 + 1);
    expect(await account.isHeard(uid)).toBe(false);
    await expect.poll(() => account.isHeard(uid), { timeout: 15_000 }).toBe(true);
  });

  test('by hand', async ({ account, portal }) => {
    const uid = await account.receive(aShortMessage('Dr Patel', 1));
    await portal.open(account);
    await choose(portal, 'When I say so');
    await portal.lamp('Dr Patel').click();
    await portal.playsPast(0);
    await expect(portal.lamp('Dr Patel')).toHaveAccessibleName('Play: Dr Patel, New');
    expect(await account.isHeard(uid)).toBe(false);
    await portal.player.getByRole('button', { name: 'Keep as new', pressed: true }).click();
    await expect.poll(() => account.isHeard(uid)).toBe(true);
  });
});
