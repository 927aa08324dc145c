import { aMessage } from '#test/builders.ts';
import { speech } from '#test/cast/speech.ts';
import { fillFolder } from '#test/maildir.ts';
import { expect, Portal, test } from './portal.ts';
import {
  bar,
  checkbox,
  chosen,
  deleteByPointer,
  from,
  minutesAgo,
  NAMES,
  names,
  namesIn,
  receiveAll,
  refusal,
  toastOf,
  totalOf,
  undoOf,
} from './verbs.ts';

test.use({ expectedFailures: [409, 502, 503, 507] });

test.describe('deleting', () => {
  test('takes the row away at once, says so, and Undo brings it back as it was', async ({ account, page, portal }) => {
    await account.receive(aMessage({ caller: from('Dr Patel'), durationSeconds: 11, urgent: true }));
    await receiveAll(account, ['Grace Hopper']);
    await portal.open(account);
    await deleteByPointer(portal, 'Dr Patel');
    await expect(portal.row('Dr Patel')).toHaveCount(0);
    await expect(toastOf(page)).toContainText('Deleted Dr Patel, 0:11');
    await expect(portal.folder('Inbox')).toHaveAccessibleName('Inbox 1 new of 1');
    await expect.poll(() => namesIn(page.request, 'deleted')).toEqual(['Dr Patel']);
    await portal.folder('Deleted').click();
    await expect(portal.row('Dr Patel')).toContainText('From Inbox');
    await portal.folder('Inbox').click();
    await undoOf(page).click();
    await expect(portal.row('Dr Patel')).toContainText('Urgent');
    await expect(portal.lamp('Dr Patel')).toHaveAccessibleName('Play: Dr Patel, New');
    await expect(portal.folder('Inbox')).toHaveAccessibleName(/2 new of 2$/);
    await expect.poll(() => namesIn(page.request, 'inbox')).toEqual(['Dr Patel', 'Grace Hopper']);
    expect(await namesIn(page.request, 'deleted')).toEqual([]);
  });

  test('is undone by Ctrl+Z, from another folder too', async ({ account, page, portal }) => {
    await receiveAll(account);
    await portal.open(account);
    await deleteByPointer(portal, 'Grace Hopper');
    await portal.folder('Work').click();
    await expect(page.getByText('Nothing in Work')).toBeVisible();
    await page.keyboard.press('Control+z');
    await expect.poll(() => namesIn(page.request, 'inbox')).toEqual(NAMES);
    await portal.folder('Inbox').click();
    await expect.poll(() => names(portal)).toEqual(NAMES);
  });

  test('that the mail server refuses brings the row back to its place', async ({ account, page, portal, site }) => {
    await receiveAll(account);
    await portal.open(account);
    site.door.misbehave({ at: 'UID COPY', does: 'no' }, { at: 'COPY', does: 'no' });
    await deleteByPointer(portal, 'Grace Hopper');
    await expect(refusal(page)).toContainText('Grace Hopper could not be deleted: ');
    expect(await names(portal)).toEqual(NAMES);
    await expect(toastOf(page)).toHaveCount(0);
    site.door.behave();
    await refusal(page).getByRole('button', { name: 'Try again' }).click();
    await expect(portal.row('Grace Hopper')).toHaveCount(0);
    await expect.poll(() => namesIn(page.request, 'deleted')).toEqual(['Grace Hopper']);
  });

  test('does not interrupt what plays', async ({ account, page, portal }) => {
    await account.receive(aMessage({ recording: speech('gsm', 60), durationSeconds: 60 }));
    await portal.open(account);
    await portal.lamp('Dr Patel').click();
    await portal.playsPast(0);
    await deleteByPointer(portal, 'Dr Patel');
    await expect.poll(() => namesIn(page.request, 'deleted')).toEqual(['Dr Patel']);
    const { currentTime } = await portal.sound();
    await portal.playsPast(currentTime + 0.3);
    await portal.seekTo(0.8);
    await portal.playsPast(48);
    await portal.player.getByRole('button', { name: 'Download' }).click();
    await expect(portal.page.getByRole('menuitem', { name: 'Download as WAV' })).toHaveAttribute('href', /\/deleted\./);
  });
});

test('a folder that is full refuses what it has no room for, by name', async ({ browser, openAccount, openSite }) => {
  const site = await openSite({ settings: { MAX_MESSAGES: '6' } });
  const account = await openAccount({}, site);
  await receiveAll(account);
  for (let i = 0; i < 5; i += 1) await account.receive(aMessage({ caller: from('Charles Babbage') }), 'Work');
  const page = await browser.newPage({ baseURL: site.url });
  const portal = new Portal(page);
  await portal.open(account);
  await checkbox(portal, 'Dr Patel').click();
  await checkbox(portal, 'Linus Berg').click({ modifiers: ['Shift'] });
  await bar(page).getByRole('button', { name: 'Move to folder' }).click();
  await page.getByRole('menuitem', { name: 'Work' }).click();
  await expect(refusal(page)).toContainText(
    /2 of 3 messages \(.+ and .+\) could not be moved: Work is full\. Nothing was lost\./,
  );
  await expect.poll(async () => (await names(portal)).length).toBe(3);
  await page.close();
});

test.describe('choosing', () => {
  test('Shift and a click takes all between; the bar names how many and goes with Escape', async ({
    account,
    page,
    portal,
  }) => {
    await receiveAll(account);
    await portal.open(account);
    await portal.row('Grace Hopper').hover();
    await checkbox(portal, 'Grace Hopper').click();
    await checkbox(portal, 'Ana García').click({ modifiers: ['Shift'] });
    expect(await chosen(portal)).toEqual(['Grace Hopper', 'Linus Berg', 'Ana García']);
    await expect(bar(page)).toContainText('3 selected');
    await portal
      .row('Linus Berg')
      .getByText('Linus Berg')
      .click({ modifiers: ['Control'] });
    await expect(bar(page)).toContainText('2 selected');
    await page.keyboard.press('Escape');
    await expect(bar(page)).toHaveCount(0);
    await expect(portal.filter('All')).toBeVisible();
  });

  test('all of a folder, loaded or not, is deleted and brought back', async ({ openAccount, page, portal, site }) => {
    const account = await openAccount();
    const many = Array.from({ length: 130 }, (_, index) =>
      aMessage({ caller: from(`Caller ${index}`), storedAt: minutesAgo(index + 1), status: index < 5 ? 'new' : 'old' }),
    );
    await fillFolder(site.mailServer, account, 'INBOX', many);
    await portal.open(account);
    await portal.row('Caller 0').hover();
    await checkbox(portal, 'Caller 0').click();
    await bar(page).getByRole('button', { name: 'Select all 130' }).click();
    await expect(bar(page)).toContainText('All 130 in Inbox are selected');
    await page.keyboard.press('Delete');
    await expect(page.getByText('Nothing here')).toBeVisible();
    await expect(toastOf(page)).toContainText('Deleted 130 messages');
    await expect.poll(() => totalOf(page.request, 'deleted'), { timeout: 30_000 }).toBe(130);
    await page.keyboard.press('u');
    await expect.poll(() => totalOf(page.request, 'inbox'), { timeout: 30_000 }).toBe(130);
    await expect(portal.folder('Inbox')).toHaveAccessibleName('Inbox 5 new of 130');
    await expect(portal.row('Caller 0')).toBeVisible();
  });

  test('marking many heard is undone for those alone that were new', async ({ account, page, portal }) => {
    await receiveAll(account, ['Dr Patel', 'Grace Hopper']);
    await receiveAll(account, ['Heard before'], { status: 'old' });
    await portal.open(account);
    await portal.row('Dr Patel').hover();
    await checkbox(portal, 'Dr Patel').click();
    await bar(page).getByRole('button', { name: 'Select all 3' }).click();
    await bar(page).getByRole('button', { name: 'Mark as heard' }).click();
    await expect(portal.folder('Inbox')).toHaveAccessibleName('Inbox 3 messages');
    await expect(toastOf(page)).toContainText('Marked 2 messages as heard');
    await undoOf(page).click();
    await expect(portal.folder('Inbox')).toHaveAccessibleName('Inbox 2 new of 3');
  });
});

test.describe('with keys', () => {
  test('one goes through the list, chooses, deletes, takes back and plays', async ({ account, page, portal }) => {
    await receiveAll(account);
    await portal.open(account);
    await page.keyboard.press('j');
    await expect(checkbox(portal, 'Dr Patel')).toBeFocused();
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await page.keyboard.press('j');
    await page.keyboard.press('Shift+X');
    expect(await chosen(portal)).toEqual(['Grace Hopper', 'Linus Berg']);
    await page.keyboard.press('Delete');
    await expect.poll(() => names(portal)).toEqual(['Dr Patel', 'Ana García']);
    await expect(checkbox(portal, 'Ana García')).toBeFocused();
    await page.keyboard.press('u');
    await expect.poll(() => names(portal)).toEqual(NAMES);
    await page.keyboard.press('k');
    await expect(checkbox(portal, 'Linus Berg')).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(portal.player).toContainText('Linus Berg');
    await page.keyboard.press('#');
    await expect(portal.row('Linus Berg')).toHaveCount(0);
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
    await page.keyboard.press('Delete');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    expect(await names(portal)).toEqual(['Dr Patel', 'Grace Hopper', 'Ana García']);
  });

  test('j goes on past what is drawn', async ({ openAccount, page, portal, site }) => {
    const account = await openAccount();
    const many = Array.from({ length: 80 }, (_, index) =>
      aMessage({ caller: from(`Caller ${index}`), storedAt: minutesAgo(index) }),
    );
    await fillFolder(site.mailServer, account, 'INBOX', many);
    await portal.openLive(account);
    for (let i = 0; i < 40; i += 1) await page.keyboard.press('j');
    await expect(checkbox(portal, 'Caller 39')).toBeFocused();
    // The second page of the list has come by now, or there is nowhere to go.
    for (let i = 0; i < 30; i += 1) await page.keyboard.press('j');
    await expect(checkbox(portal, 'Caller 69')).toBeFocused();
    await expect(portal.row('Caller 69')).toBeInViewport();
  });

  test('a row moves by its menu', async ({ account, page, portal }) => {
    await receiveAll(account);
    await portal.open(account);
    await portal.row('Grace Hopper').getByRole('button', { name: 'Actions for Grace Hopper' }).focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('menu')).toBeVisible();
    await page.getByRole('menuitem', { name: 'Move to' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.getByRole('menuitem', { name: 'Family' }).focus();
    await page.keyboard.press('Enter');
    await expect(toastOf(page)).toContainText('Moved Grace Hopper, 0:11 to Family');
    await expect(portal.row('Grace Hopper')).toHaveCount(0);
    await expect.poll(() => namesIn(page.request, 'family')).toEqual(['Grace Hopper']);
    await undoOf(page).click();
    await expect.poll(() => namesIn(page.request, 'inbox')).toEqual(NAMES);
  });
});

test('chosen rows are dragged to a folder together', async ({ account, page, portal }) => {
  await receiveAll(account);
  await portal.open(account);
  await portal.row('Dr Patel').hover();
  await checkbox(portal, 'Dr Patel').click();
  await checkbox(portal, 'Linus Berg').click();
  await portal.row('Linus Berg').hover();
  await page.mouse.down();
  await portal.folder('Family').hover();
  await portal.folder('Family').hover();
  await expect(portal.folder('Family')).toHaveAttribute('data-drop', 'over');
  await expect(portal.folder('Work')).toHaveAttribute('data-drop', 'open');
  await expect(portal.folder('Inbox')).not.toHaveAttribute('data-drop');
  await page.mouse.up();
  await expect.poll(() => names(portal)).toEqual(['Grace Hopper', 'Ana García']);
  await expect(toastOf(page)).toContainText('Moved 2 messages to Family');
  await expect.poll(() => namesIn(page.request, 'family')).toEqual(['Dr Patel', 'Linus Berg']);
  await expect(portal.folder('Family')).not.toHaveAttribute('data-drop');
});
