import type { Page } from '@playwright/test';
import { aMessage } from '#test/builders.ts';
import { speech } from '#test/cast/speech.ts';
import { MASTER } from '#test/conf-text.ts';
import { expectNoViolation } from './axe.ts';
import { expect, isAlive, Portal, test } from './portal.ts';

/** Two people in one mail account, and a context of its own. */
const CONTEXTS = `
[default]
1001 => 4711,Ada,,,imapuser=office
1002 => 4712,Grace,,,imapuser=office
[sales]
1001 => 4717,Ada of sales,,,imapuser=office
`;

test.use({
  siteOptions: [{ mail: { master: MASTER }, conf: { contexts: CONTEXTS } }, { scope: 'worker' }],
  expectedFailures: [401, 404],
});

async function enter(page: Page, extension: string, pin: string): Promise<void> {
  await isAlive(page.getByRole('button', { name: 'Sign in' }));
  await page.getByLabel('Extension').fill(extension);
  await page.getByLabel('PIN', { exact: true }).fill(pin);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

test('a portal that was told of voicemail.conf alone lets people in by extension and PIN, to what is theirs', async ({
  openAccount,
  page,
  site,
}) => {
  const office = await openAccount({ name: 'office' });
  const recording = speech('wav49', 5);
  await office.receive(aMessage({ recording, durationSeconds: 5 }));
  await office.receive(aMessage({ extension: '1002', caller: { name: 'For Grace', number: '2' } }));
  const portal = new Portal(page);
  await page.goto('/inbox');
  await enter(page, '1001', '4712');
  await expect(page.getByText('That extension and PIN do not match.')).toBeVisible();
  await expect(page.getByLabel('PIN', { exact: true })).toBeFocused();
  await enter(page, '1001', '4711');
  await expect(page).toHaveURL('/inbox', { timeout: 30_000 });
  await expect(portal.row('Dr Patel')).toBeVisible();
  await expect(portal.row('For Grace')).toBeHidden();
  await portal.lamp('Dr Patel').click();
  await portal.playsPast(0.5);
  await page.goto('/inbox?mailbox=1002@default');
  await expect(page.getByRole('heading', { name: 'There is no such mailbox or folder' })).toBeVisible();
  expect(site.log()).not.toMatch(/4711|4712|opens every account/);
});

test('axe finds nothing where one signs in by PIN, in any size', async ({ page }) => {
  await page.goto('/sign-in');
  await expect(page.getByLabel('Context')).toBeVisible();
  await expectNoViolation(page);
});
