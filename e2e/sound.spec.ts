import type { Page } from '@playwright/test';
import { aMessage } from '#test/builders.ts';
import { speech } from '#test/cast/speech.ts';
import { expect, type Portal, test } from './portal.ts';

const SECONDS = 60;
const aCall = (caller = 'Dr Patel') =>
  aMessage({ recording: speech('gsm', SECONDS), durationSeconds: SECONDS, caller: { name: caller, number: '1002' } });

/** How the page's one sound plays. */
function playing(page: Page) {
  return page.locator('audio').evaluate((audio: HTMLAudioElement) => ({
    speed: audio.playbackRate,
    keepsPitch: audio.preservesPitch,
    volume: audio.muted ? 0 : audio.volume,
  }));
}

const waveform = ({ player }: Portal) => player.locator('[data-peaks]');

test('the waveform is asked for when a message plays, and not for the list', async ({ account, page, portal }) => {
  const asked: string[] = [];
  page.on('request', (request) => request.url().includes('/peaks') && asked.push(request.url()));
  await account.receive(aCall());
  await account.receive(aCall('Grace Hopper'));
  await portal.open(account);
  await portal.row('Dr Patel').hover();
  expect(asked).toEqual([]);
  await portal.lamp('Dr Patel').click();
  await expect(waveform(portal)).toHaveAttribute('data-peaks', 'true');
  await portal.lamp('Dr Patel').click();
  await portal.seekTo(0.5);
  expect(asked).toHaveLength(1);
  await portal.lamp('Grace Hopper').click();
  await expect.poll(() => asked.length).toBe(2);
});

test('speed is chosen, changed by keys, kept for the next message and the next visit', async ({
  account,
  page,
  portal,
}) => {
  await account.receive(aCall());
  await account.receive(aCall('Grace Hopper'));
  await portal.open(account);
  await portal.lamp('Dr Patel').click();
  await portal.player.getByRole('combobox', { name: 'Speed' }).selectOption('1.5×');
  await expect.poll(() => playing(page)).toEqual({ speed: 1.5, keepsPitch: true, volume: 1 });
  await portal.list.getByRole('heading', { name: 'Inbox' }).click();
  await page.keyboard.press(']');
  await page.keyboard.press('>');
  await page.keyboard.press(']');
  await page.keyboard.press('[');
  await expect.poll(async () => (await playing(page)).speed).toBe(1.75);
  await portal.lamp('Grace Hopper').click();
  await portal.playsPast(0);
  expect((await playing(page)).speed).toBe(1.75);
  await portal.goTo('/inbox');
  await portal.lamp('Dr Patel').click();
  await expect(portal.player.getByRole('combobox', { name: 'Speed' })).toHaveValue('1.75');
  await expect.poll(async () => (await playing(page)).speed).toBe(1.75);
});

test('the volume is set above the speaker, muted by it, and remembered', async ({ account, page, portal }) => {
  await account.receive(aCall());
  await portal.open(account);
  await portal.lamp('Dr Patel').click();
  const mute = portal.player.getByRole('button', { name: 'Mute' });
  await mute.hover();
  await portal.player.getByRole('slider', { name: 'Volume' }).fill('40');
  await expect.poll(async () => (await playing(page)).volume).toBeCloseTo(0.4);
  await mute.click();
  await expect.poll(async () => (await playing(page)).volume).toBe(0);
  await portal.goTo('/inbox');
  await portal.lamp('Dr Patel').click();
  await expect(mute).toHaveAttribute('aria-pressed', 'true');
  await mute.click();
  await expect.poll(async () => (await playing(page)).volume).toBeCloseTo(0.4);
});

test('silence is skipped at a press of s, and by no key while somebody types', async ({ account, page, portal }) => {
  await account.receive(aCall());
  await portal.open(account);
  await portal.lamp('Dr Patel').click();
  const skip = portal.player.getByRole('button', { name: /^Skip silence/ });
  await expect(skip).toHaveAttribute('aria-pressed', 'false');
  await portal.list.getByRole('heading', { name: 'Inbox' }).click();
  await page.keyboard.press('s');
  await expect(skip).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('/');
  await page.keyboard.type('s]');
  await expect(skip).toHaveAttribute('aria-pressed', 'true');
  expect((await playing(page)).speed).toBe(1);
});

test.describe('without peaks', () => {
  test.use({ expectedFailures: [503] });

  test('there are dots, and one goes anywhere all the same', async ({ account, page, portal }) => {
    await page.route('**/peaks*', (route) => route.fulfill({ status: 503, body: '' }));
    await account.receive(aCall());
    await portal.open(account);
    await portal.lamp('Dr Patel').click();
    await portal.playsPast(0);
    await portal.player.getByRole('button', { name: 'Pause' }).click();
    await expect(waveform(portal)).toHaveAttribute('data-peaks', 'false');
    await portal.seekTo(0.5);
    await expect.poll(async () => Math.abs((await portal.sound()).currentTime - SECONDS / 2)).toBeLessThan(1.5);
  });
});
