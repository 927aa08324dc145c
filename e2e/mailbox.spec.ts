import type { Page } from '@playwright/test';
import { aMessage } from '#test/builders.ts';
import { expect, Portal, test } from './portal.ts';
import type { Account } from './site.ts';

const from = (name: string) => ({ name, number: '+12025550143' });

test('folders say what is in them, and open', async ({ account, portal }) => {
  await account.receive(aMessage({ urgent: true }));
  await account.receive(aMessage({ status: 'old' }));
  await account.receive(aMessage({ caller: from('Charles Babbage'), status: 'old' }), 'Work');
  await account.receive(aMessage({ caller: from('Sophia De Morgan'), status: 'old' }), 'Old');
  await account.receive(aMessage({ caller: from('Customer') }), 'Cust2');
  await portal.open(account);
  await expect(portal.folders.getByRole('link')).toHaveText([
    'Inbox1 urgent1 new of 2',
    'Work1 messages',
    'Family0 messages',
    'Friends0 messages',
    'Cust21 new of 1',
    'Deleted0 messages',
    'Old1 messages',
  ]);
  await expect(portal.folders.getByRole('heading', { name: 'Not on the phone' })).toBeVisible();
  await portal.folder('Work').click();
  await expect(portal.row('Charles Babbage')).toBeVisible();
  await expect(portal.folder('Work')).toHaveAttribute('aria-current', 'page');
  await portal.folder('Old').click();
  await expect(portal.row('Sophia De Morgan')).toBeVisible();
});

test('someone with several mailboxes goes from one to the other', async ({ account, page, portal }) => {
  const sales = { extension: '1011', context: 'sales' };
  await account.receive(aMessage({ extension: '1010', caller: from('For the desk') }));
  await account.receive(aMessage({ ...sales, caller: from('For sales') }));
  const worked = await account.receive(aMessage({ ...sales, caller: from('For sales, saved') }), 'Work');
  await portal.open(account);
  await expect(portal.row('For the desk')).toBeVisible();
  await portal.menu.click();
  await page.getByRole('menuitem', { name: '1011 · sales' }).click();
  await expect(page).toHaveURL('/inbox?mailbox=1011%40sales');
  await expect(portal.row('For sales')).toBeVisible();
  await expect(portal.row('For the desk')).toHaveCount(0);
  await portal.folder('Work').click();
  await portal.lamp('For sales, saved').click();
  await expect.poll(() => account.isHeard(worked, 'Work')).toBe(true);
});

/** What only someone may see who asks for the mailbox by its exact name. */
const NEIGHBOURS = [
  { extension: '1001', context: 'default' },
  { extension: '100', context: 'default' },
  { extension: '10010', context: 'default' },
  { extension: '1001', context: 'default2' },
];

test('other people’s messages never show', async ({ account, portal }) => {
  for (const owner of NEIGHBOURS) {
    await account.receive(aMessage({ ...owner, caller: from(`For ${owner.extension}@${owner.context}`) }));
  }
  await portal.open(account);
  for (const { extension, context } of NEIGHBOURS) {
    await portal.goTo(`/inbox?mailbox=${extension}%40${context}`);
    await expect(portal.row(`For ${extension}@${context}`)).toBeVisible();
    await expect(portal.list.getByRole('listitem')).toHaveCount(1);
    await expect(portal.folder('Inbox')).toContainText('1 new of 1');
  }
});

test('another mailbox’s message stays out of reach, even by its id', async ({ account, page, portal, site }) => {
  const uid = await account.receive(aMessage({ extension: '1001' }));
  await account.receive(aMessage({ extension: '100' }));
  await portal.open(account);
  const { messages } = await (await page.request.get('/api/messages?mailbox=1001%40default')).json();
  const [{ id }] = messages;
  const mailbox = '100@default';
  const sound = await page.request.get(`/api/messages/${id}/recording?mailbox=${mailbox}`);
  expect(await sound.json()).toMatchObject({ status: 404, code: 'message-not-found' });
  const change = { data: { mailbox, ids: [id], status: 'old' }, headers: { origin: site.url } };
  const changed = await page.request.patch('/api/messages', change);
  expect(await changed.json()).toEqual({ messages: [], failed: [{ id, code: 'message-not-found' }] });
  expect(await account.isHeard(uid)).toBe(false);
});

test.describe('a mailbox that is not in the account', () => {
  test.use({ expectedFailures: [404] });

  test('is not shown, and there is a way back', async ({ account, page, portal }) => {
    await account.receive(aMessage());
    await portal.open(account, '/inbox?mailbox=2002%40default');
    await expect(portal.list.getByRole('alert')).toContainText('There is no such mailbox or folder');
    await page.getByRole('link', { name: 'Go to your Inbox' }).click();
    await expect(portal.row('Dr Patel')).toBeVisible();
  });
});

test.describe('what happens elsewhere', () => {
  async function hearElsewhere({ imap }: Account, uid: number): Promise<void> {
    await imap.mailboxOpen('INBOX');
    await imap.messageFlagsAdd(String(uid), ['\\Seen'], { uid: true });
  }

  test('appears when the window comes to the front', async ({ account, portal }) => {
    const uid = await account.receive(aMessage());
    await portal.open(account);
    await expect(portal.lamp('Dr Patel')).toHaveAccessibleName('Play: Dr Patel, New');
    await hearElsewhere(account, uid);
    await account.receive(aMessage({ caller: from('Grace Hopper') }));
    await portal.comeToFront();
    await expect(portal.lamp('Dr Patel')).toHaveAccessibleName('Play: Dr Patel, Heard');
    await expect(portal.row('Grace Hopper')).toBeVisible();
  });

  test('appears by itself within half a minute', async ({ account, page, portal }) => {
    await page.clock.install();
    const uid = await account.receive(aMessage());
    await portal.open(account);
    await expect(page).toHaveTitle('(1) Inbox · Lamplight');
    await hearElsewhere(account, uid);
    await page.clock.fastForward('00:31');
    await expect(portal.lamp('Dr Patel')).toHaveAccessibleName('Play: Dr Patel, Heard');
    await expect(page).toHaveTitle('Inbox · Lamplight');
  });
});

test.describe('how full the mailbox is', () => {
  const rail = (page: Page) => page.getByRole('complementary', { name: 'Mailbox' });

  test('calm', async ({ openAccount, page, portal }) => {
    const account = await openAccount({ quotaKb: 20_480 });
    await account.receive(aMessage());
    await portal.open(account);
    await expect(rail(page)).toContainText('1 of 100 messages');
    await expect(rail(page)).toContainText('0 MB of 20');
  });

  test('nearly full: from 80 % on there is a warning', async ({ openAccount, page, portal }) => {
    const account = await openAccount({ quotaMessages: 5 });
    for (let i = 0; i < 4; i += 1) await account.receive(aMessage());
    await portal.open(account);
    await expect(rail(page)).toContainText('4 of 5 messages');
    await expect(page.getByRole('status').filter({ hasText: 'Then callers cannot leave one.' })).toHaveText(
      'Room for 1 more message. Then callers cannot leave one.',
    );
  });

  test('full: callers hear it', async ({ openAccount, page, portal }) => {
    const account = await openAccount({ quotaMessages: 3 });
    for (let i = 0; i < 3; i += 1) await account.receive(aMessage());
    await portal.open(account);
    await expect(rail(page)).toContainText('Callers hear that your mailbox is full.');
    await expect(page.getByRole('alert').filter({ hasText: 'full' })).toHaveText(
      'Your mailbox is full. Callers cannot leave a message.',
    );
  });

  test('a mail server that knows no quota', async ({ browser, openAccount, openSite }) => {
    const site = await openSite({ mail: { quota: false } });
    const account = await openAccount({}, site);
    const page = await browser.newPage({ baseURL: site.url });
    await new Portal(page).open(account);
    await expect(rail(page)).toContainText('The mail server does not say how much space is left.');
    await page.close();
  });
});
