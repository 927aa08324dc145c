import { leveled } from '#lib/audio/level.ts';
import { wavOf } from '#lib/audio/wav.ts';
import { aMessage } from '#test/builders.ts';
import { speech } from '#test/cast/speech.ts';
import { likenessOf } from '#test/envelope.ts';
import { card, drop, FILE, greetingSite, SPOKEN, storedSound, withMicrophone } from './greetings-site.ts';
import { expect, isAlive, test } from './portal.ts';

test.use({
  siteOptions: [greetingSite(), { scope: 'worker' }],
  launchOptions: withMicrophone(),
});

test('what is said into the microphone is what callers hear once it is saved, and not before', async ({
  account,
  page,
  portal,
}) => {
  await portal.open(account);
  await page.getByRole('link', { name: 'Greetings' }).click();
  const busy = card(page, 'Busy');
  await expect(busy.getByText('Callers hear the phone’s own words.')).toBeVisible();
  await busy.getByRole('button', { name: /^Record/ }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Recording begins in' })).toBeAttached();
  await expect(busy.getByText(/^Recording, 0:\d\d left$/)).toBeVisible();
  await expect
    .poll(() => busy.getByRole('meter').evaluate((meter: HTMLMeterElement) => meter.value))
    .toBeGreaterThan(20);
  await expect(busy.getByText('0:07', { exact: true })).toBeVisible({ timeout: 20_000 });
  await busy.getByRole('button', { name: 'Stop', exact: true }).click();

  await busy.getByRole('button', { name: 'Play: new busy greeting' }).click();
  await expect(busy.getByRole('button', { name: 'Stop: new busy greeting' })).toBeVisible();
  expect((await page.request.get('/api/greetings/busy/recording')).status()).toBe(404);
  await busy.getByRole('button', { name: 'Save' }).click();
  await expect(busy.getByText(/^Saved\./)).toBeVisible();
  await expect(busy.getByText('Callers hear this')).toBeVisible();
  expect(likenessOf(leveled(SPOKEN), await storedSound(page.request, 'busy'))).toBeGreaterThan(0.9);
});

test('a file is chosen or dropped, heard, saved, and removed again', async ({ account, page, portal }) => {
  await portal.open(account, '/greetings');
  const unavailable = card(page, 'Unavailable');
  await unavailable.locator('input[type=file]').setInputFiles(FILE);
  await expect(unavailable.getByText('speech.wav.')).toBeVisible();
  await unavailable.getByRole('button', { name: 'Save' }).click();
  await expect(unavailable.getByText(/^Saved\./)).toBeVisible();
  expect(likenessOf(leveled(SPOKEN), await storedSound(page.request, 'unavailable'))).toBeGreaterThan(0.9);
  await unavailable.getByRole('button', { name: 'Play: unavailable greeting' }).click();
  await expect(unavailable.getByRole('button', { name: 'Stop: unavailable greeting' })).toBeVisible();

  const name = card(page, 'Name');
  await drop(name, FILE);
  await name.getByRole('button', { name: 'Save' }).click();
  await expect(name.getByText(/^Saved\./)).toBeVisible();
  await expect(card(page, 'Busy').getByText('with your name')).toBeVisible();

  await unavailable.getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await expect(unavailable.getByText('No unavailable greeting yet')).toBeVisible();
  expect((await page.request.get('/api/greetings/unavailable/recording')).status()).toBe(404);
});

test('what is no sound, or too long, is said before anything is sent', async ({ account, page, portal }) => {
  await portal.open(account, '/greetings');
  const busy = card(page, 'Busy');
  await busy.locator('input[type=file]').setInputFiles({ ...FILE, name: 'notes.wav', buffer: Buffer.from('Lunch?') });
  await expect(busy.getByRole('alert')).toHaveText(/There is no sound in this file/);
  const long = Buffer.from(wavOf([new Int16Array(8000 * 25).fill(500)], 8000));
  await busy.locator('input[type=file]').setInputFiles({ ...FILE, name: 'long.wav', buffer: long });
  await expect(busy.getByText('It is 25 seconds long, and a greeting may be 20 seconds')).toBeVisible();
  await busy.getByRole('button', { name: 'Save the first 0:20' }).click();
  await expect(busy.getByText(/^Saved\./)).toBeVisible();
  expect((await storedSound(page.request, 'busy')).length / 8000).toBeCloseTo(20, 0);
});

test('a temporary greeting says when it ends, and stands for the others until then', async ({
  account,
  page,
  portal,
}) => {
  await portal.open(account, '/greetings');
  const temporary = card(page, 'Temporary');
  await temporary.locator('input[type=file]').setInputFiles(FILE);
  await temporary.getByLabel('Ends, if you wish').fill('2020-01-01T09:00');
  await expect(temporary.getByText('This time is over already.')).toBeVisible();
  await temporary.getByLabel('Ends, if you wish').fill('2999-12-30T09:00');
  await temporary.getByRole('button', { name: 'Save' }).click();
  await expect(temporary.getByText(/Ends Monday, 30 December 2999, 09:00/)).toBeVisible();
  await expect(card(page, 'Busy').getByText('Callers hear the temporary greeting.')).toBeVisible();
  await temporary.getByRole('button', { name: 'Change' }).click();
  await expect(temporary.getByLabel('Ends, if you wish')).toHaveValue('2999-12-30T09:00');
  await temporary.getByLabel('Ends, if you wish').fill('');
  await temporary.getByRole('button', { name: 'Save' }).click();
  await expect(temporary.getByText('Ends when you remove it')).toBeVisible();
});

test('one sound at a time: a greeting stops the message, and a message the greeting', async ({
  account,
  page,
  portal,
}) => {
  await account.receive(aMessage({ recording: speech('gsm', 60), durationSeconds: 60, status: 'old' }));
  await portal.open(account);
  await portal.lamp('Dr Patel').click();
  await portal.playsPast(0);
  await page.keyboard.press('g');
  const busy = card(page, 'Busy');
  await busy.locator('input[type=file]').setInputFiles(FILE);
  const play = busy.getByRole('button', { name: 'Play: new busy greeting' });
  await play.click();
  await expect.poll(async () => (await portal.sound()).isPaused).toBe(true);
  await portal.player.getByRole('button', { name: 'Play' }).click();
  await expect(play).toBeVisible();
});

test('someone with a keyboard alone records, listens, saves and removes', async ({ account, page, portal }) => {
  await portal.open(account);
  await isAlive(page.getByRole('link', { name: 'Greetings' }));
  await page.keyboard.press('g');
  const busy = card(page, 'Busy');
  await busy.getByRole('button', { name: /^Record/ }).focus();
  await page.keyboard.press('Enter');
  await expect(busy.getByText('0:02', { exact: true })).toBeVisible({ timeout: 20_000 });
  await expect(busy.getByRole('button', { name: 'Stop', exact: true })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(busy.getByRole('button', { name: 'Save' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(busy.getByRole('button', { name: /^Record/ })).toBeFocused();
  await busy.getByRole('button', { name: 'Remove' }).press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(busy.getByText('No busy greeting yet')).toBeVisible();
});
