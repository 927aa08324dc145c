import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { aMessage } from '#test/builders.ts';
import { speech } from '#test/cast/speech.ts';
import { CODECS, recordingIn } from '#test/wav.ts';
import { expect, type Portal, test } from './portal.ts';

const ULAW_BYTES_PER_SECOND = 8000;
const WAV_BYTES_PER_SECOND = 16_000;

/** How many seconds the short recordings last, in any codec. */
const SHORT = recordingIn('ulaw').bytes.length / ULAW_BYTES_PER_SECOND;

/** Two minutes, to have somewhere to go in. */
const LONG = 120;
const aLongMessage = () => aMessage({ recording: speech('wav49', LONG), durationSeconds: LONG });

/** Starts a message and stops it again, so that only the test moves it. */
async function playAndPause(portal: Portal): Promise<void> {
  await portal.lamp('Dr Patel').click();
  await portal.playsPast(0);
  await portal.player.getByRole('button', { name: 'Pause' }).click();
  await expect(portal.player.getByRole('button', { name: 'Play' })).toBeVisible();
}

async function download(page: Page, press: () => Promise<void>): Promise<{ name: string; bytes: Buffer }> {
  const [file] = await Promise.all([page.waitForEvent('download'), press()]);
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

test.describe('a message in each codec is heard, as long as it is', () => {
  for (const codec of CODECS) {
    test(codec, async ({ account, portal }) => {
      await account.receive(aMessage({ recording: recordingIn(codec), durationSeconds: Math.round(SHORT) }));
      await portal.open(account);
      await portal.lamp('Dr Patel').click();
      await portal.playsPast(0.5);
      expect(Math.abs((await portal.sound()).duration - SHORT)).toBeLessThan(0.05);
    });
  }
});

test('a message becomes heard when its sound starts, and by nothing before', async ({ account, page, portal }) => {
  const uid = await account.receive(aLongMessage());
  await account.receive(aMessage({ caller: { name: 'Grace Hopper', number: '1002' } }));
  await portal.open(account);
  await expect(page).toHaveTitle('(2) Inbox · Lamplight');
  await portal.row('Dr Patel').hover();
  await download(page, () => portal.row('Dr Patel').getByRole('link', { name: 'Download' }).click());
  expect(await account.isHeard(uid)).toBe(false);
  await expect(portal.lamp('Dr Patel')).toHaveAccessibleName('Play: Dr Patel, New');
  await expect(portal.folder('Inbox')).toHaveAccessibleName('Inbox 2 new of 2');

  await portal.lamp('Dr Patel').click();
  await portal.playsPast(0);
  await expect.poll(() => account.isHeard(uid)).toBe(true);
  await expect(portal.lamp('Dr Patel')).toHaveAccessibleName('Pause: Dr Patel, Playing');
  await expect(portal.folder('Inbox')).toHaveAccessibleName('Inbox 1 new of 2');
  await expect(page.getByRole('status').filter({ hasText: 'Lamp should be on: 1 new' })).toBeVisible();
  await expect(page).toHaveTitle('(1) Inbox · Lamplight');
  await portal.player.getByRole('button', { name: 'Pause' }).click();
  await expect(portal.lamp('Dr Patel')).toHaveAccessibleName('Play: Dr Patel, Heard');
});

test('a message kept as new stays new, however one goes on listening', async ({ account, page, portal }) => {
  const changes: unknown[] = [];
  page.on('request', (request) => {
    const { status } = request.method() === 'PATCH' ? request.postDataJSON() : {};
    if (status) changes.push(status);
  });
  const uid = await account.receive(aLongMessage());
  await portal.open(account);
  await portal.lamp('Dr Patel').click();
  await expect.poll(() => account.isHeard(uid)).toBe(true);
  await portal.player.getByRole('button', { name: 'Keep as new' }).click();
  await expect.poll(() => account.isHeard(uid)).toBe(false);

  await portal.player.getByRole('button', { name: 'Pause' }).click();
  await portal.player.getByRole('button', { name: 'Play' }).click();
  await portal.position.press('End');
  await expect(portal.player.getByRole('button', { name: 'Play' })).toBeVisible();
  await portal.position.press('ArrowLeft');
  await portal.player.getByRole('button', { name: 'Play' }).click();
  await portal.playsPast(LONG - 9.5);
  await expect(portal.player.getByRole('button', { name: 'Keep as new', pressed: true })).toBeVisible();
  await portal.player.getByRole('button', { name: 'Pause' }).click();
  await expect(portal.lamp('Dr Patel')).toHaveAccessibleName('Play: Dr Patel, New');
  expect(changes).toEqual(['old', 'new']);
  expect(await account.isHeard(uid)).toBe(false);
});

test('a row can be marked heard and new again without listening', async ({ account, portal }) => {
  const uid = await account.receive(aMessage());
  await portal.open(account);
  const row = portal.row('Dr Patel');
  await row.hover();
  await row.getByRole('button', { name: 'Mark as heard' }).click();
  await expect.poll(() => account.isHeard(uid)).toBe(true);
  await row.getByRole('button', { name: 'Mark as new' }).click();
  await expect.poll(() => account.isHeard(uid)).toBe(false);
});

test('seeking into a part that is not loaded asks for that part, and plays it', async ({ account, page, portal }) => {
  const seconds = 15 * 60;
  await account.receive(aMessage({ recording: speech('ulaw', seconds), durationSeconds: seconds }));
  const firstBytes: number[] = [];
  page.on('response', async (answer) => {
    const [, first] = /^bytes (\d+)-/.exec((await answer.allHeaders())['content-range'] ?? '') ?? [];
    if (answer.status() === 206 && first) firstBytes.push(Number(first));
  });
  await portal.open(account);
  await portal.lamp('Dr Patel').click();
  await portal.playsPast(0.2);
  const loaded = await page.locator('audio').evaluate((audio: HTMLAudioElement) => audio.buffered.end(0));
  expect(loaded).toBeLessThan(seconds * 0.8);

  await portal.seekTo(0.9);
  await portal.playsPast(seconds * 0.9 + 0.5);
  expect(Math.max(...firstBytes)).toBeGreaterThan(seconds * 0.8 * WAV_BYTES_PER_SECOND);
  expect(Math.max(...firstBytes)).toBeLessThan(seconds * 0.91 * WAV_BYTES_PER_SECOND);
});

test.describe('one goes elsewhere in a message', () => {
  test.beforeEach(async ({ account, portal }) => {
    await account.receive(aLongMessage());
    await portal.open(account);
    await playAndPause(portal);
    await portal.position.press('Home');
    await expect(portal.position).toHaveAttribute('aria-valuenow', '0');
  });
  const isAt = (portal: Portal, seconds: number) =>
    expect.poll(async () => Math.abs((await portal.sound()).currentTime - seconds)).toBeLessThan(1.5);

  test('by the keys of the slider', async ({ portal }) => {
    await portal.position.press('ArrowRight');
    await portal.position.press('ArrowUp');
    await isAt(portal, 20);
    await expect(portal.position).toHaveAttribute('aria-valuetext', '20 seconds of 2 minutes');
    await portal.position.press('ArrowLeft');
    await isAt(portal, 10);
    await portal.position.press('End');
    await isAt(portal, LONG);
  });

  test('by a press, and by dragging', async ({ page, portal }) => {
    await portal.seekTo(0.25);
    await isAt(portal, LONG * 0.25);
    const { x, y, width, height } = await portal.placeOf(portal.position);
    await page.mouse.move(x + width * 0.25, y + height / 2);
    await page.mouse.down();
    await page.mouse.move(x + width * 0.5, y - 200, { steps: 5 });
    await page.mouse.move(x + width * 0.75, y - 200, { steps: 5 });
    await page.mouse.up();
    await isAt(portal, LONG * 0.75);
    await page.mouse.move(x, y);
    await isAt(portal, LONG * 0.75);
  });

  test('by ten seconds', async ({ portal }) => {
    await portal.player.getByRole('button', { name: 'Ahead 10 seconds' }).click();
    await portal.player.getByRole('button', { name: 'Ahead 10 seconds' }).click();
    await portal.player.getByRole('button', { name: 'Back 10 seconds' }).click();
    await isAt(portal, 10);
    await portal.player.getByRole('button', { name: 'Back 10 seconds' }).click();
    await portal.player.getByRole('button', { name: 'Back 10 seconds' }).click();
    await isAt(portal, 0);
  });

  test('by keys that work anywhere on the page', async ({ page, portal }) => {
    await portal.list.getByRole('heading', { name: 'Inbox' }).click();
    await page.keyboard.press('ArrowRight');
    await isAt(portal, 10);
    await page.keyboard.press('Space');
    await portal.playsPast(10);
    await page.keyboard.press('Space');
    await expect(portal.player.getByRole('button', { name: 'Play' })).toBeVisible();
  });
});

test('the player plays on whatever the page shows', async ({ account, page, portal }) => {
  const requests: string[] = [];
  page.on('request', (request) => request.url().includes('/recording') && requests.push(request.url()));
  await account.receive(aLongMessage());
  await portal.open(account);
  await portal.lamp('Dr Patel').click();
  await portal.playsPast(0);
  const playsOn = async () => portal.playsPast((await portal.sound()).currentTime);

  await portal.folder('Work').click();
  await expect(page.getByText('Nothing in Work')).toBeVisible();
  await playsOn();
  await portal.folder('Inbox').click();
  await expect(portal.list.getByRole('heading', { name: 'Inbox' })).toBeVisible();
  await portal.filter('Urgent').click();
  await expect(page.getByText('Nothing urgent in Inbox')).toBeVisible();
  await playsOn();
  await portal.filter('All').click();
  await account.receive(aMessage({ caller: { name: 'Grace Hopper', number: '1002' } }));
  await portal.comeToFront();
  await expect(portal.row('Grace Hopper')).toBeVisible();
  await playsOn();
  await expect(portal.lamp('Dr Patel')).toHaveAccessibleName('Pause: Dr Patel, Playing');
  expect(new Set(requests).size).toBe(1);
});

test('a message that has come to its end is played from its start again', async ({ account, portal }) => {
  await account.receive(aMessage({ recording: recordingIn('gsm') }));
  await portal.open(account);
  await portal.lamp('Dr Patel').click();
  await expect(portal.lamp('Dr Patel')).toHaveAccessibleName('Pause: Dr Patel, Playing');
  await expect(portal.lamp('Dr Patel')).toHaveAccessibleName('Play: Dr Patel, Heard');
  expect((await portal.sound()).currentTime).toBeGreaterThan(SHORT - 0.1);
  await portal.lamp('Dr Patel').click();
  await expect.poll(async () => (await portal.sound()).currentTime).toBeLessThan(SHORT - 0.1);
  expect((await portal.sound()).isPaused).toBe(false);
});

test('one message gives way to the next', async ({ account, portal }) => {
  await account.receive(aLongMessage());
  await account.receive(aMessage({ recording: speech('gsm', 60), caller: { name: 'Grace Hopper', number: '1002' } }));
  await portal.open(account);
  await portal.lamp('Dr Patel').click();
  await portal.playsPast(0);
  await portal.lamp('Grace Hopper').click();
  await expect.poll(async () => Math.round((await portal.sound()).duration)).toBe(60);
  await portal.playsPast(0);
  await expect(portal.lamp('Dr Patel')).toHaveAccessibleName('Play: Dr Patel, Heard');
  await expect(portal.lamp('Grace Hopper')).toHaveAccessibleName('Pause: Grace Hopper, Playing');
});

test('a forwarded message plays its introduction first', async ({ account, portal }) => {
  await account.receive(aMessage({ recording: speech('gsm', 8), intro: speech('gsm', 5), forwarded: true }));
  await portal.open(account);
  await expect(portal.row('Dr Patel')).toContainText('With intro');
  await portal.lamp('Dr Patel').click();
  await portal.playsPast(0);
  expect(Math.abs((await portal.sound()).duration - 13)).toBeLessThan(0.1);
});

test('a download is what is stored, named after the call', async ({ account, page, portal }) => {
  const recording = recordingIn('wav49');
  await account.receive(aMessage({ recording, caller: { name: 'José Núñez', number: '+34915550142' } }));
  await portal.open(account);
  await portal.row('José Núñez').hover();
  const file = await download(page, () => portal.row('José Núñez').getByRole('link', { name: 'Download' }).click());
  expect(file.name).toBe('2026-11-23 04.00 José Núñez +34915550142.WAV');
  expect(file.bytes.equals(recording.bytes)).toBe(true);
});

test('a message without a recording says so', async ({ account, portal }) => {
  await account.receive(aMessage({ recording: { extension: 'gsm', bytes: new Uint8Array() }, durationSeconds: 0 }));
  await portal.open(account);
  await expect(portal.row('Dr Patel')).toContainText('No sound');
  await expect(portal.lamp('Dr Patel')).toHaveAccessibleName('No sound: Dr Patel');
  await expect(portal.lamp('Dr Patel')).toBeDisabled();
});

test.describe('a codec that nobody here decodes', () => {
  test.use({ expectedFailures: [415] });

  test('is said, and offered as it is', async ({ account, page, portal }) => {
    const recording = { extension: 'g729', bytes: new Uint8Array(3100).fill(0x5a) };
    const uid = await account.receive(aMessage({ recording }));
    await portal.open(account);
    await portal.lamp('Dr Patel').click();
    const problem = portal.player.getByRole('alert');
    await expect(problem).toHaveText('This recording cannot be played here. Download it as it is.');
    const file = await download(page, () => problem.getByRole('link').click());
    expect(file.name).toBe('2026-11-23 04.00 Dr Patel +12025550143.g729');
    expect(file.bytes.equals(recording.bytes)).toBe(true);
    await expect(portal.lamp('Dr Patel')).toHaveAccessibleName('Play: Dr Patel, New');
    expect(await account.isHeard(uid)).toBe(false);
  });
});
