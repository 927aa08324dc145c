import { aGreeting, aMessage, anOrdinaryMail, NOW } from '#test/builders.ts';
import { linus } from '#test/cast/others.ts';
import { fillFolder } from '#test/maildir.ts';
import { ODD_MESSAGES } from '#test/odd-messages.ts';
import { expect, type Portal, test } from './portal.ts';

const HOUR_MS = 3_600_000;
const hoursAgo = (hours: number) => new Date(NOW.getTime() - hours * HOUR_MS);
const from = (name: string) => ({ name, number: '+12025550143' });

const LONG_NAME = 'Marguerite Delacroix-Vandenberghe, Notaires Associés de Louvain-la-Neuve et environs';

/** What comes with the call, and what the row says of it. */
const CALLERS = [
  { caller: { name: 'Dr Patel', number: '+12025550143' }, name: 'Dr Patel', detail: '+12025550143' },
  { caller: {}, name: 'Withheld number', detail: 'The caller hid the number' },
  { caller: { name: 'Unknown' }, name: 'Unknown caller', detail: 'No number came with the call' },
  { caller: { number: '+442079460991' }, name: '+442079460991', detail: 'No name came with the call' },
  { caller: { name: 'Reception' }, name: 'Reception', detail: 'No number came with the call' },
  { caller: { name: 'José Núñez', number: '+34915550142' }, name: 'José Núñez', detail: '+34915550142' },
  { caller: { name: 'ليلى حداد', number: '+96115550142' }, name: 'ليلى حداد', detail: '+96115550142' },
  { caller: { name: LONG_NAME, number: '+3210474302' }, name: LONG_NAME, detail: '+3210474302' },
];

test('a row says who called, whatever came with the call', async ({ account, page, portal }) => {
  for (const { caller } of CALLERS) await account.receive(aMessage({ caller }));
  await portal.open(account);
  for (const { name, detail } of CALLERS) {
    await expect(portal.row(name)).toContainText(detail);
    await expect(portal.lamp(name)).toHaveAccessibleName(`Play: ${name}, New`);
  }
  await page.setViewportSize({ width: 820, height: 1180 });
  const long = portal.row(LONG_NAME).getByText(LONG_NAME);
  await expect(long).toHaveAttribute('title', LONG_NAME);
  expect(await long.evaluate((text) => text.scrollWidth > text.clientWidth)).toBe(true);
  expect((await portal.placeOf(portal.row(LONG_NAME).locator('div').first())).height).toBe(56);
});

test('a row says how long, new or heard, and urgent', async ({ account, portal }) => {
  await account.receive(aMessage({ caller: from('Dr Patel'), durationSeconds: 127, urgent: true }));
  await account.receive(aMessage({ caller: from('Grace Hopper'), durationSeconds: 8, status: 'old' }));
  await portal.open(account);
  await expect(portal.row('Dr Patel')).toContainText('Urgent');
  await expect(portal.row('Dr Patel')).toContainText('2:07');
  await expect(portal.lamp('Dr Patel')).toHaveAccessibleName('Play: Dr Patel, New');
  await expect(portal.row('Grace Hopper')).not.toContainText('Urgent');
  await expect(portal.row('Grace Hopper')).toContainText('0:08');
  await expect(portal.lamp('Grace Hopper')).toHaveAccessibleName('Play: Grace Hopper, Heard');
});

const COLOURLESS = 'rgba(0, 0, 0, 0)';
const OPAQUE = /^rgb\(/;

test('the tools of a row show under the pointer and the keyboard, and go when they go', async ({
  account,
  page,
  portal,
}) => {
  await account.receive(aMessage());
  await portal.open(account);
  const download = portal.row('Dr Patel').getByRole('link', { name: 'Download' });
  const colour = () => download.evaluate((link) => getComputedStyle(link).color);
  await expect.poll(colour).toBe(COLOURLESS);
  await portal.lamp('Dr Patel').click();
  await expect.poll(colour).toMatch(OPAQUE);
  await page.mouse.move(0, 0);
  await expect.poll(colour).toBe(COLOURLESS);
  await page.keyboard.press('Tab');
  await expect.poll(colour).toMatch(OPAQUE);
});

test('where colours are forced the tools of a row show under the pointer only, too', async ({
  account,
  page,
  portal,
}) => {
  await account.receive(aMessage());
  await page.emulateMedia({ forcedColors: 'active' });
  await portal.open(account);
  const tools = portal.row('Dr Patel').locator('.in-hand');
  const opacities = () => tools.evaluateAll((all) => all.map((one) => getComputedStyle(one).opacity));
  await expect.poll(opacities).toEqual(['0', '0']);
  await portal.row('Dr Patel').hover();
  await expect.poll(opacities).toEqual(['1', '1']);
});

test('messages stand by day, newest first, in the time of the reader', async ({ account, page, portal }) => {
  await page.clock.setFixedTime(NOW);
  for (const hours of [75, 0, 24 * 400, 5, 1]) {
    await account.receive(aMessage({ caller: from(`${hours} hours`), storedAt: hoursAgo(hours) }));
  }
  await portal.open(account);
  await expect(portal.list.getByRole('heading', { level: 2 })).toHaveText([
    'Today',
    'Yesterday',
    'Friday, 20 November',
    'Sunday, 19 October 2025',
  ]);
  await expect(portal.list.getByRole('time')).toHaveText(['04:00', '03:00', '23:00', '01:00', '04:00']);
  await expect(portal.row('0 hours').getByRole('time')).toHaveAttribute(
    'title',
    /^Monday,? 23 November 2026 at 04:00:00 GMT\+5:45$/,
  );
});

test.describe('for a reader in New York', () => {
  test.use({ timezoneId: 'America/New_York' });

  test('the same call came on Sunday', async ({ account, page, portal }) => {
    await page.clock.setFixedTime(NOW);
    await account.receive(aMessage());
    await portal.open(account);
    await expect(portal.row('Dr Patel').getByRole('time')).toHaveText('17:15');
    await expect(portal.row('Dr Patel').getByRole('time')).toHaveAttribute(
      'title',
      /^Sunday,? 22 November 2026 at 17:15:00 (GMT-5|EST)$/,
    );
  });
});

/** How far the list is scrolled, and what stands at its end. */
function placeOf(portal: Portal): Promise<string> {
  return portal.page
    .locator('[data-list]')
    .evaluate((list) => `${list.scrollTop} of ${list.scrollHeight} px, ${list.lastElementChild?.textContent}`);
}

/** Rolls down until `isDone`; what `look` sees on the way is collected. */
async function rollDown<T>(portal: Portal, look: () => Promise<T>, isDone: () => Promise<boolean>): Promise<T[]> {
  const seen: T[] = [];
  await portal.list.getByRole('listitem').first().hover();
  const roll = async () => {
    await portal.page.mouse.wheel(0, 100_000);
    seen.push(await look());
    return (await isDone()) ? 'there' : placeOf(portal);
  };
  await expect.poll(roll, { intervals: [50], timeout: 140_000 }).toBe('there');
  return seen;
}

test('5,000 messages are rolled to their end, and only those in view are in the page', async ({
  openAccount,
  portal,
  site,
}) => {
  test.setTimeout(180_000);
  const account = await openAccount();
  const first = aMessage({ extension: '1003', caller: from('The very first'), storedAt: hoursAgo(20_000) });
  await fillFolder(site.mailServer, account, 'INBOX', [first, ...(linus(NOW).folders.INBOX ?? []).slice(1)]);
  await portal.open(account);
  await expect(portal.list.getByText('5,000 messages')).toBeVisible();
  const rows = portal.list.getByRole('listitem');
  const drawn = await rollDown(
    portal,
    () => rows.count(),
    () => portal.row('The very first').isVisible(),
  );
  // A step of the wheel is 100,000 pixels at the most: it takes several to get there, and each was looked at.
  expect(drawn.length).toBeGreaterThan(2);
  expect(Math.max(...drawn)).toBeLessThan(60);
});

test('filters show what is new and what is urgent, and stay over a reload', async ({ account, page, portal }) => {
  await account.receive(aMessage({ caller: from('Heard'), status: 'old' }));
  await account.receive(aMessage({ caller: from('New') }));
  await account.receive(aMessage({ caller: from('New and urgent'), urgent: true }));
  await portal.open(account);
  await expect(portal.list.getByRole('time')).toHaveCount(3);
  await portal.filter('New').click();
  await expect(portal.list.getByRole('time')).toHaveCount(2);
  await expect(portal.row('Heard')).toHaveCount(0);
  await portal.filter('Urgent').click();
  await expect(portal.list.getByRole('time')).toHaveCount(1);
  await expect(page).toHaveURL('/inbox?show=urgent');
  await page.reload();
  await expect(portal.row('New and urgent')).toBeVisible();
  await expect(portal.list.getByRole('time')).toHaveCount(1);
  await portal.filter('All').click();
  await expect(portal.list.getByRole('time')).toHaveCount(3);
  await expect(page).toHaveURL('/inbox');
});

test('greetings and ordinary mail are not in the list', async ({ account, portal }) => {
  await account.receive(aGreeting('unavail'));
  await account.receive(anOrdinaryMail());
  await account.receive(aMessage());
  await portal.open(account);
  await expect(portal.list.getByRole('listitem')).toHaveCount(1);
  await expect(portal.folder('Inbox')).toContainText('1 new of 1');
});

test('every odd message on record is a row', async ({ openAccount, page, portal, site }) => {
  const account = await openAccount({ name: '1999' });
  const inInbox = ODD_MESSAGES.filter(({ folder }) => folder === 'INBOX');
  await fillFolder(site.mailServer, account, 'INBOX', inInbox);
  const expected = inInbox.flatMap(({ row }) => row ?? []);
  await portal.open(account);
  await expect(portal.list.getByText(`${expected.length} messages`)).toBeVisible();

  const rows = new Map<string, string>();
  const collect = async () => {
    const items = portal.list.getByRole('listitem');
    const seen = await items.evaluateAll((all) =>
      all.map((item) => [item.dataset.key ?? '', item.textContent] as const),
    );
    for (const [key, text] of seen) rows.set(key, text);
    return rows.size;
  };
  await collect();
  await portal.list.getByRole('listitem').first().hover();
  while (rows.size < expected.length) {
    const before = rows.size;
    await page.mouse.wheel(0, 400);
    await expect.poll(collect).toBeGreaterThan(before);
  }
  const said = [...rows.values()].join('\n');
  for (const { caller } of expected) expect(said).toContain(caller?.name ?? caller?.number ?? '');
});

const EMPTY = [
  ['/inbox', 'Nothing here', 'When someone leaves a message it appears here by itself'],
  ['/inbox?show=new', 'Nothing new in Inbox', 'Every message here has been heard.'],
  ['/inbox?show=urgent', 'Nothing urgent in Inbox', 'A caller can mark a message urgent before hanging up.'],
  ['/family', 'Nothing in Family', 'Messages that you save to this folder, here or on the phone, appear here.'],
  ['/deleted', 'Nothing deleted', 'Messages that you delete are kept here for a while.'],
];

test.describe('an empty place says why', () => {
  for (const [path = '', title = '', text = ''] of EMPTY) {
    test(path, async ({ account, portal }) => {
      await portal.open(account, path);
      await expect(portal.list.getByRole('heading', { name: title })).toBeVisible();
      await expect(portal.list).toContainText(text);
    });
  }
});

test.describe('an address that is none', () => {
  test.use({ expectedFailures: [404] });

  test('says so, and there is a way back', async ({ account, page, portal }) => {
    await portal.open(account, '/holidays');
    expect((await page.request.get('/holidays')).status()).toBe(404);
    await expect(page.getByRole('heading', { name: 'There is no such page' })).toBeVisible();
    await page.getByRole('link', { name: 'Go to the Inbox' }).click();
    await expect(page).toHaveURL('/inbox');
  });
});
