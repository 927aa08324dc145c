import { aMessage } from '#test/builders.ts';
import { speech } from '#test/cast/speech.ts';
import { recordingIn } from '#test/wav.ts';
import { DESKTOP, expectNoViolation, PHONE } from './axe.ts';
import { expect, type Portal, test } from './portal.ts';

const LONG = 120;
const aLongMessage = (wish = {}) => aMessage({ recording: speech('wav49', LONG), durationSeconds: LONG, ...wish });
const minutes = (count: number) => new Date(Date.UTC(2026, 10, 22, 20, count));

/** A message that is over soon, at a minute of its own. */
const aShortMessage = (name: string, minute: number, wish = {}) =>
  aMessage({ recording: recordingIn('gsm'), caller: { name, number: '1002' }, storedAt: minutes(minute), ...wish });

const strip = (portal: Portal, text: string | RegExp) => portal.player.getByText(text).first();

test('all new messages are played, the urgent and then the oldest first, and each is said before it comes', async ({
  account,
  page,
  portal,
}) => {
  await account.receive(aShortMessage('Heard Before', 1, { status: 'old' }));
  await account.receive(aShortMessage('Oldest', 2));
  await account.receive(aShortMessage('Newest', 4));
  await account.receive(aShortMessage('Urgent', 3, { urgent: true }));
  await portal.openLive(account);
  const heard: string[] = [];
  await page.exposeFunction('noteHeard', (text: string) => heard.push(text));
  await page.evaluate(() => {
    const note = (text: string) => (window as unknown as { noteHeard(text: string): void }).noteHeard(text);
    new MutationObserver(() => note(document.querySelector('[data-announcer]')?.textContent ?? '')).observe(
      document.body,
      { childList: true, subtree: true, characterData: true },
    );
  });
  await page.getByRole('button', { name: 'Play all new: 3' }).click();
  await expect(strip(portal, '1 of 3 new')).toBeVisible();
  await expect(portal.lamp('Urgent')).toHaveAccessibleName('Pause: Urgent, Playing');
  await portal.folder('Work').click();
  await expect(page.getByText('Nothing in Work')).toBeVisible();
  await account.receive(aShortMessage('Came Meanwhile', 5));
  await expect(strip(portal, /^2 of [34] new/)).toBeVisible();
  await expect(strip(portal, '4 of 4 new')).toBeVisible({ timeout: 30_000 });
  await expect(strip(portal, 'All new messages were played.')).toBeVisible({ timeout: 30_000 });
  const said = [...new Set(heard)].filter(Boolean).map((text) => text.replace(/, (Today|Yesterday|\w+day,).*/, ''));
  expect(said).toEqual(['Urgent, Urgent', 'Oldest', 'Newest', 'Came Meanwhile', 'All new messages were played.']);
  await portal.folder('Inbox').click();
  await expect(portal.lamp('Newest')).toHaveAccessibleName('Play: Newest, Heard');
  await expect(page.getByRole('button', { name: /^Play all new/ })).toBeHidden();
});

test.describe('what goes wrong with one does not hold up the rest', () => {
  test.use({ expectedFailures: [404, 415] });

  test('and is said', async ({ account, portal, page }) => {
    await account.receive(
      aShortMessage('Odd Codec', 1, { recording: { extension: 'g729', bytes: new Uint8Array(900).fill(0x5a) } }),
    );
    const gone = await account.receive(aShortMessage('Deleted Elsewhere', 2));
    await account.receive(aLongMessage({ storedAt: minutes(3), caller: { name: 'Last', number: '1003' } }));
    await portal.goDeaf();
    await portal.open(account);
    await page.keyboard.press('p');
    await expect(strip(portal, /^Odd Codec cannot be played here/)).toBeVisible();
    await account.imap.mailboxOpen('INBOX');
    await account.imap.messageDelete(String(gone), { uid: true });
    await expect(portal.lamp('Last')).toHaveAccessibleName('Pause: Last, Playing', { timeout: 20_000 });
    await portal.playsPast(0.5);
    await page.keyboard.press('Escape');
    await expect(portal.player.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
    await expect(strip(portal, 'Stopped.')).toBeVisible();
  });
});

test('playing all new ends where one chooses another message, and keys go on to the next', async ({
  account,
  page,
  portal,
}) => {
  for (const minute of [1, 2, 3]) {
    await account.receive(
      aLongMessage({ storedAt: minutes(minute), caller: { name: `Caller ${minute}`, number: '1002' } }),
    );
  }
  await account.receive(aLongMessage({ status: 'old' }));
  await portal.open(account);
  await page.keyboard.press('p');
  await expect(portal.lamp('Caller 1')).toHaveAccessibleName('Pause: Caller 1, Playing');
  await page.keyboard.press('n');
  await expect(portal.lamp('Caller 2')).toHaveAccessibleName('Pause: Caller 2, Playing');
  await portal.player.getByRole('button', { name: 'Next of all new' }).click();
  await expect(portal.lamp('Caller 3')).toHaveAccessibleName('Pause: Caller 3, Playing');
  await portal.lamp('Dr Patel').click();
  await expect(portal.lamp('Dr Patel')).toHaveAccessibleName('Pause: Dr Patel, Playing');
  await expect(portal.player.getByRole('button', { name: 'Stop playing all new' })).toBeHidden();
});

test('what plays all new can be used by everybody', async ({ account, page, portal }) => {
  const name = 'A caller with a name that is much too long for a line';
  await account.receive(aLongMessage());
  await account.receive(aLongMessage({ caller: { name, number: '1003' }, urgent: true }));
  await portal.open(account);
  await page.getByRole('button', { name: 'Play all new: 2' }).click();
  await expect(strip(portal, '1 of 2 new')).toBeVisible();
  await portal.player.getByRole('button', { name: 'Pause' }).first().click();
  await expectNoViolation(page);
  await page.setViewportSize(PHONE);
  const stop = await portal.placeOf(portal.player.getByRole('button', { name: 'Stop playing all new' }));
  expect(stop.x + stop.width).toBeLessThanOrEqual(PHONE.width);
});

test('the question of when a message is heard can be answered by everybody', async ({ account, page, portal }) => {
  await account.receive(aLongMessage());
  await portal.open(account);
  await portal.menu.click();
  await page.getByRole('menuitem', { name: 'When is a message heard?' }).click();
  await expect(page.getByRole('radio', { name: 'When it starts to play' })).toBeChecked();
  await expectNoViolation(page, [DESKTOP]);
});
