import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { toPlayable } from '#lib/audio/decode.ts';
import { aMessage } from '#test/builders.ts';
import { speech } from '#test/cast/speech.ts';
import { recordingIn } from '#test/wav.ts';
import { unzip } from '#test/zip.ts';
import { DESKTOP, expectNoViolation, PHONE, TABLET } from './axe.ts';
import { expect, type Portal, test } from './portal.ts';
import type { Account } from './site.ts';
import { bar, checkbox } from './verbs.ts';

const PATEL = '2026-11-23 04.00 Dr Patel +12025550143';
const GRACE = '2026-11-23 04.00 Grace Hopper 1002';
const CODEC = 'wav49';

async function saved(page: Page, press: () => Promise<void>): Promise<{ name: string; bytes: Buffer }> {
  const [file] = await Promise.all([page.waitForEvent('download'), press()]);
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

/** What the player plays of the fixture. */
function decoded(): Buffer {
  const sound = toPlayable([recordingIn(CODEC)]);
  if (sound.kind !== 'wav') throw new Error('The fixture cannot be decoded');
  return Buffer.from(sound.bytes);
}

async function receiveTwo(account: Account): Promise<void> {
  await account.receive(aMessage({ recording: recordingIn(CODEC), durationSeconds: 2 }));
  await account.receive(
    aMessage({ recording: recordingIn('gsm'), durationSeconds: 2, caller: { name: 'Grace Hopper', number: '1002' } }),
  );
}

async function openMenu(portal: Portal, caller: string): Promise<Locator> {
  await portal
    .row(caller)
    .getByRole('button', { name: `Actions for ${caller}` })
    .click();
  const menu = portal.page.getByRole('menu').first();
  await expect(menu).toBeVisible();
  return menu;
}

const said = (page: Page, words: string | RegExp) => page.getByRole('status').filter({ hasText: words });

test('a message is kept as a WAV that is what one heard, or as it is stored', async ({ account, page, portal }) => {
  await receiveTwo(account);
  await portal.open(account);
  const menu = await openMenu(portal, 'Dr Patel');
  const wav = await saved(page, () => menu.getByRole('menuitem', { name: 'Download as WAV' }).click());
  expect(wav.name).toBe(`${PATEL}.wav`);
  expect(wav.bytes.equals(decoded())).toBe(true);

  await portal.lamp('Dr Patel').click();
  await portal.playsPast(0);
  await portal.player.getByRole('button', { name: 'Download' }).click();
  const stored = await saved(page, () => page.getByRole('menuitem', { name: 'Download as stored (wav49)' }).click());
  expect(stored.name).toBe(`${PATEL}.WAV`);
  expect(stored.bytes.equals(recordingIn(CODEC).bytes)).toBe(true);
});

test('the chosen messages are kept as one zip, and stay as they are', async ({ account, page, portal }) => {
  await receiveTwo(account);
  await account.receive(aMessage({ caller: { name: 'Linus Berg', number: '1003' } }));
  await portal.open(account);
  await checkbox(portal, 'Dr Patel').click();
  await checkbox(portal, 'Grace Hopper').click();
  await bar(page).getByRole('button', { name: 'Download' }).click();
  const zip = await saved(page, () => page.getByRole('menuitem', { name: 'Download as WAV files' }).click());
  expect(zip.name).toMatch(/^Voicemail Inbox \d{4}-\d\d-\d\d\.zip$/);
  const files = new Map(unzip(zip.bytes).map(({ name, bytes }) => [name, bytes]));
  expect([...files.keys()].toSorted()).toEqual([`${PATEL}.wav`, `${GRACE}.wav`, 'messages.csv'].toSorted());
  expect(files.get(`${PATEL}.wav`)?.equals(decoded())).toBe(true);
  expect(files.get('messages.csv')?.toString()).toContain(`Dr Patel,'+12025550143,2,Inbox,New,,${PATEL}.wav,`);
  await expect(said(page, 'Downloading 2 messages')).toBeVisible();
  await expect(portal.lamp('Dr Patel')).toHaveAccessibleName('Play: Dr Patel, New');
  await expect(portal.folder('Inbox')).toHaveAccessibleName('Inbox 3 new of 3');
});

test.describe('what cannot be had', () => {
  test.use({ expectedFailures: [503, 404, 410] });

  test('is said, and nothing is saved', async ({ account, page, portal, site }) => {
    await receiveTwo(account);
    await portal.open(account);
    await checkbox(portal, 'Dr Patel').click();
    site.door.misbehave({ at: 'ANY', does: 'drop' });
    await bar(page).getByRole('button', { name: 'Download' }).click();
    await page.getByRole('menuitem', { name: 'Download as WAV files' }).click();
    await expect(said(page, /The mail server does not answer\. Nothing was downloaded\./)).toBeVisible();
  });
});

test('a number is copied, or shown where the browser keeps its clipboard, and called back by a link', async ({
  account,
  context,
  page,
  portal,
}) => {
  await receiveTwo(account);
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await portal.open(account);
  const menu = await openMenu(portal, 'Dr Patel');
  await expect(menu.getByRole('menuitem', { name: 'Call back' })).toHaveAttribute('href', 'tel:+12025550143');
  await menu.getByRole('menuitem', { name: 'Copy number' }).click();
  await expect(said(page, 'Copied +12025550143')).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('+12025550143');
  await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
  await (await openMenu(portal, 'Dr Patel')).getByRole('menuitem', { name: 'Copy number' }).click();
  await expect(said(page, 'Copy it from here: +12025550143')).toBeVisible();
  expect(await page.evaluate(() => getSelection()?.toString())).toBe('+12025550143');
});

test('a phone has all of it in the sheet', async ({ account, page, portal }) => {
  await receiveTwo(account);
  await page.setViewportSize(PHONE);
  await portal.open(account);
  await page.getByRole('button', { name: 'More about Dr Patel' }).click();
  const sheet = page.getByRole('dialog', { name: 'Message from Dr Patel' });
  await expect(sheet.getByRole('link', { name: 'Call back' })).toHaveAttribute('href', 'tel:+12025550143');
  await sheet.getByRole('button', { name: 'Copy number' }).click();
  await expect(sheet.getByRole('status').filter({ hasText: '+12025550143' })).toBeVisible();
  await sheet.getByRole('button', { name: 'Download' }).click();
  const wav = await saved(page, () => sheet.getByRole('link', { name: 'Download as WAV' }).click());
  expect([wav.name, wav.bytes.equals(decoded())]).toEqual([`${PATEL}.wav`, true]);
  await expectNoViolation(page, [PHONE]);
});

test.describe('what opens is accessible, light and dark:', () => {
  test.slow();

  test('the menu of the player', async ({ account, page, portal }) => {
    await account.receive(aMessage({ recording: speech('gsm', 60) }));
    await portal.open(account);
    await portal.lamp('Dr Patel').click();
    await portal.playsPast(0);
    await portal.player.getByRole('button', { name: 'Download' }).click();
    await expect(page.getByRole('menuitem', { name: 'Download as WAV' })).toBeVisible();
    await expectNoViolation(page, [TABLET, DESKTOP]);
  });

  test('the menu of a row, and what it says', async ({ account, page, portal }) => {
    await receiveTwo(account);
    await portal.open(account);
    await openMenu(portal, 'Dr Patel');
    await expectNoViolation(page, [DESKTOP]);
    await page.getByRole('menuitem', { name: 'Copy number' }).click();
    await checkbox(portal, 'Dr Patel').click();
    await expect(bar(page).getByRole('button', { name: 'Download' })).toBeVisible();
    await expectNoViolation(page, [PHONE, DESKTOP]);
  });
});
