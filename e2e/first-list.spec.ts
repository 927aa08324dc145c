import type { Page } from '@playwright/test';
import { ZONE_COOKIE } from '#components/ui/zone.ts';
import { aMessage, NOW } from '#test/builders.ts';
import { expect, signIn, test } from './portal.ts';

const HOUR_MS = 3_600_000;

/** As an earlier page of the portal has left it. */
async function knowZone(page: Page, url: string, zone = 'Asia/Kathmandu'): Promise<void> {
  await page.context().addCookies([{ name: ZONE_COOKIE, value: encodeURIComponent(zone), url }]);
}

/** Notes the paths of what the page asks the API for. */
function callsOf(page: Page): string[] {
  const calls: string[] = [];
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith('/api/') && pathname !== '/api/events') calls.push(pathname);
  });
  return calls;
}

/** The HTML of a page up to its data, as soon as the mail server is quick enough for it to be drawn with its list. */
async function drawnPage(page: Page, path = '/inbox'): Promise<string> {
  let shell = '';
  await expect(async () => {
    const answer = await page.request.get(path, { headers: { accept: 'text/html' } });
    expect(answer.headers()['cache-control']).toContain('no-store');
    [shell = ''] = (await answer.text()).split('self.__next_f');
    expect(shell).not.toContain('animate-breathe');
  }).toPass();
  return shell;
}

test('the first answer holds the rows, the counts and the lamp, and no cache may keep it', async ({
  account,
  page,
  site,
}) => {
  await account.receive(aMessage({ storedAt: NOW, durationSeconds: 127 }));
  await knowZone(page, site.url);
  await signIn(page.request, account);
  const shell = await drawnPage(page);
  for (const words of ['Dr Patel', '+12025550143', '2:07', '04:00', 'Play: Dr Patel, New', '1 message', 'Lamp']) {
    expect(shell).toContain(words);
  }
});

test('the list is there without a script, and moves by nothing when the script comes', async ({
  account,
  browser,
  page,
  portal,
  site,
}) => {
  for (let hour = 0; hour < 30; hour += 1) {
    await account.receive(aMessage({ caller: { name: `Caller ${hour}` }, storedAt: new Date(+NOW + hour * HOUR_MS) }));
  }
  await knowZone(page, site.url);
  await signIn(page.request, account);
  const bare = await browser.newPage({
    javaScriptEnabled: false,
    storageState: await page.context().storageState(),
    viewport: page.viewportSize(),
    baseURL: site.url,
  });
  await drawnPage(page);
  await expect(async () => {
    await bare.goto('/inbox');
    await expect(bare.locator('[data-key]').first()).toBeVisible({ timeout: 100 });
  }).toPass();
  const before = await placesOn(bare);
  await bare.close();
  await portal.goTo('/inbox');
  await portal.isLive();
  expect(await placesOn(page)).toEqual(before);
  expect(before).toHaveLength(10);
});

/** The time, and where it stands, of each of the first rows. */
function placesOn(page: Page) {
  return page.locator('[data-key]').evaluateAll((rows) =>
    rows.slice(0, 10).map((row) => {
      const { top, left, width, height } = row.getBoundingClientRect();
      return { time: row.querySelector('time')?.textContent, top, left, width, height };
    }),
  );
}

test('a list that was drawn is not asked for again', async ({ account, page, portal, site }) => {
  await account.receive(aMessage());
  await knowZone(page, site.url);
  // When the server begins to follow the mailbox it hints once that it may have missed something.
  const hinted = page.waitForRequest('**/api/messages/changes*');
  await portal.open(account);
  await hinted;
  await page.goto('about:blank');
  const calls = callsOf(page);
  await portal.goTo('/inbox');
  await portal.isLive();
  expect(calls.filter((path) => path.startsWith('/api/messages'))).toEqual([]);
});

test('a reader whose zone the server does not know sees no other zone’s times, and the next page knows it', async ({
  account,
  page,
  portal,
}) => {
  await account.receive(aMessage({ storedAt: NOW }));
  await signIn(page.request, account);
  const first = await (await page.request.get('/inbox', { headers: { accept: 'text/html' } })).text();
  expect(first.split('self.__next_f')[0]).not.toContain('<time');
  await portal.goTo('/inbox');
  await expect(portal.row('Dr Patel').getByRole('time')).toHaveText('04:00');
  expect(await drawnPage(page)).toContain('>04:00</time>');
});

test('a reader who has travelled gets the times of where they are', async ({ account, page, portal, site }) => {
  await account.receive(aMessage({ storedAt: NOW }));
  await knowZone(page, site.url, 'America/New_York');
  await portal.open(account);
  await expect(portal.row('Dr Patel').getByRole('time')).toHaveText('04:00');
});

test('a slow mail server holds no page back: the list comes after it, and is asked for once', async ({
  account,
  page,
  portal,
  site,
}) => {
  await account.receive(aMessage());
  await portal.openLive(account);
  site.door.misbehave({ at: 'NOOP', does: 'wait', waitMs: 1500 });
  const calls = callsOf(page);
  const loaded = page.reload();
  await expect(portal.list.getByText('Loading messages')).toBeVisible();
  await loaded;
  await expect(portal.row('Dr Patel')).toBeVisible();
  expect(calls.filter((path) => path === '/api/messages')).toEqual([]);
});
