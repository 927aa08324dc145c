import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Locator, Page } from '@playwright/test';
import { codeOf } from '#test/authenticator.ts';
import { aMessage } from '#test/builders.ts';
import { MASTER } from '#test/conf-text.ts';
import { settingsFor } from '#test/settings.ts';
import { DESKTOP, expectNoViolation, PHONE, TABLET } from './axe.ts';
import { expect, isAlive, Portal, test } from './portal.ts';

const CONTEXTS =
  '[default]\n1001 => 4711,Ada,,,imapuser=office\n1002 => 4712,Grace,,,imapuser=grace\n1003 => 4713,Linus,,,imapuser=linus';
const STATE_DIR = join('.cache/state', String(process.pid), 'second-factor');

test.use({
  siteOptions: [
    {
      mail: { master: MASTER },
      conf: { contexts: CONTEXTS },
      settings: { SECOND_FACTOR: 'optional', STATE_DIR },
    },
    { scope: 'worker' },
  ],
  expectedFailures: [401, 403, 503],
});

/** As an administrator does. */
async function command(...args: string[]): Promise<string> {
  const env = { ...process.env, ...settingsFor({ host: '127.0.0.1', port: 1 }), STATE_DIR };
  const node = ['--conditions=react-server', '--import', 'tsx', 'second-factor.ts', ...args];
  return (await promisify(execFile)(process.execPath, node, { env })).stdout.trim();
}

/** Far enough from the next step that a code of the last one still counts when it arrives. */
async function midStep(): Promise<void> {
  const intoStepMs = Date.now() % 30_000;
  if (intoStepMs > 15_000) await pause(30_000 - intoStepMs);
}

async function enter(page: Page, extension: string, pin: string): Promise<void> {
  await isAlive(page.getByRole('button', { name: 'Sign in' }));
  await page.getByLabel('Extension').fill(extension);
  await page.getByLabel('PIN', { exact: true }).fill(pin);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

async function enterCode(page: Page, field: Locator, code: string): Promise<void> {
  await field.fill(code);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

async function signOut(page: Page): Promise<void> {
  await new Portal(page).menu.click();
  await page.getByRole('menuitem', { name: 'Sign out', exact: true }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
}

test('a person switches two-step sign-in on, signs in by code and by recovery code, and switches it off', async ({
  openAccount,
  page,
  site,
}) => {
  // The longest of all: it waits for a new code, and axe looks four times.
  test.setTimeout(300_000);
  const office = await openAccount({ name: 'office' });
  await office.receive(aMessage());
  await page.goto('/sign-in');
  await enter(page, '1001', '4711');
  await expect(page.getByText('This site cannot open your mailbox.')).toBeVisible();
  expect(await command('begin')).toContain('The list is begun');
  await enter(page, '1001', '4711');
  await expect(page).toHaveURL('/inbox', { timeout: 30_000 });

  const portal = new Portal(page);
  const dialog = page.getByRole('dialog');
  await portal.menu.click();
  await page.getByRole('menuitem', { name: 'Two-step sign-in… Off' }).click();
  await dialog.getByLabel('Your PIN, once more').fill('0000');
  await dialog.getByRole('button', { name: 'Set up' }).click();
  await expect(dialog.getByRole('alert')).toContainText('That PIN does not match');
  await dialog.getByLabel('Your PIN, once more').fill('4711');
  await dialog.getByRole('button', { name: 'Set up' }).click();
  await expect(dialog.getByRole('img', { name: 'The key for your authenticator app' })).toBeVisible();
  const secret = ((await dialog.getByRole('code').textContent()) ?? '').replaceAll(' ', '');
  await dialog.getByLabel('Code').fill('000000');
  await dialog.getByRole('button', { name: 'Switch on' }).click();
  await expect(dialog.getByRole('alert')).toContainText('That code does not count');
  await expectNoViolation(page, [TABLET, DESKTOP]);
  await midStep();
  await dialog.getByLabel('Code').fill(codeOf(secret, -1));
  await dialog.getByRole('button', { name: 'Switch on' }).click();
  await expect(dialog.getByRole('listitem')).toHaveCount(10);
  await expectNoViolation(page, [TABLET, DESKTOP]);
  const recoveryCodes = await dialog.getByRole('listitem').allInnerTexts();
  const download = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Download' }).click();
  expect((await download).suggestedFilename()).toBe('voicemail-recovery-codes.txt');
  await dialog.getByRole('button', { name: 'I have kept them' }).click();
  expect(await command('list')).toBe('1001@default');

  await signOut(page);
  await enter(page, '1001', '4711');
  const code = page.getByLabel('Code', { exact: true });
  await expect(code).toBeFocused();
  await expect(page.getByLabel('PIN', { exact: true })).toBeHidden();
  await enterCode(page, code, '000000');
  await expect(page.getByText('That code does not count.')).toBeVisible();
  await expect(code).toBeFocused();
  await expectNoViolation(page, [TABLET, DESKTOP]);
  await enterCode(page, code, codeOf(secret));
  await expect(page).toHaveURL('/inbox', { timeout: 30_000 });
  await expect(portal.row('Dr Patel')).toBeVisible();

  await signOut(page);
  for (const expected of ['/inbox', '/sign-in']) {
    await enter(page, '1001', '4711');
    await page.getByRole('button', { name: 'Use a recovery code' }).click();
    await enterCode(page, page.getByLabel('Recovery code'), recoveryCodes[0] ?? '');
    if (expected === '/sign-in') await expect(page.getByText('That code does not count.')).toBeVisible();
    else await expect(page).toHaveURL(expected, { timeout: 30_000 });
    if (expected === '/inbox') await signOut(page);
  }
  await page.getByRole('button', { name: 'Sign in as somebody else' }).click();
  await expect(page.getByLabel('PIN', { exact: true })).toBeFocused();
  await enter(page, '1001', '4711');
  await midStep();
  await enterCode(page, code, codeOf(secret, 1));
  await expect(page).toHaveURL('/inbox', { timeout: 30_000 });

  await portal.menu.click();
  await page.getByRole('menuitem', { name: 'Two-step sign-in… On' }).click();
  await expect(dialog.getByText('9 recovery codes left')).toBeVisible();
  await expectNoViolation(page, [TABLET, DESKTOP]);
  await dialog.getByLabel('Code, or a recovery code').fill(recoveryCodes[1] ?? '');
  await dialog.getByRole('button', { name: 'Switch off' }).click();
  await expect(dialog).toBeHidden();
  await signOut(page);
  await enter(page, '1001', '4711');
  await expect(page).toHaveURL('/inbox', { timeout: 30_000 });
  for (const one of [secret, ...recoveryCodes]) expect(site.log()).not.toContain(one);
});

test('on a phone it is set up from the drawer', async ({ openAccount, page }) => {
  await openAccount({ name: 'linus' });
  await command('begin');
  await page.setViewportSize(PHONE);
  await page.goto('/sign-in');
  await enter(page, '1003', '4713');
  await expect(page).toHaveURL('/inbox', { timeout: 30_000 });
  await page.getByRole('button', { name: 'Folders' }).click();
  await page
    .getByRole('dialog', { name: 'Mailbox' })
    .getByRole('button', { name: /^Mailbox/ })
    .click();
  await page.getByRole('menuitem', { name: 'Two-step sign-in… Off' }).click();
  const dialog = page.getByRole('dialog', { name: 'Two-step sign-in' });
  await dialog.getByLabel('Your PIN, once more').fill('4713');
  await dialog.getByRole('button', { name: 'Set up' }).click();
  await expect(dialog.getByRole('img')).toBeInViewport({ ratio: 1 });
  const button = dialog.getByRole('button', { name: 'Switch on' });
  const isOverTheEdge = (element: Element) => element.getBoundingClientRect().right > innerWidth - 20;
  expect(await button.evaluate(isOverTheEdge)).toBe(false);
  await expect(dialog.getByRole('link')).toHaveAttribute('href', /^otpauth:\/\/totp\//);
  await expectNoViolation(page, [PHONE]);
  const secret = ((await dialog.getByRole('code').textContent()) ?? '').replaceAll(' ', '');
  await midStep();
  await dialog.getByLabel('Code').fill(codeOf(secret));
  await dialog.getByRole('button', { name: 'Switch on' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: /^[a-z2-9]{5}-[a-z2-9]{5}$/ })).toHaveCount(10);
  await expectNoViolation(page, [PHONE]);
});

test('an administrator takes it off for somebody who has lost the phone', async ({ openAccount, page }) => {
  await openAccount({ name: 'grace' });
  await command('begin');
  await page.goto('/sign-in');
  await enter(page, '1002', '4712');
  await expect(page).toHaveURL('/inbox', { timeout: 30_000 });
  const begun = await page.evaluate(async () => {
    const headers = { 'content-type': 'application/json' };
    return (await fetch('/api/second-factor', { method: 'POST', headers, body: '{"pin":"4712"}' })).json();
  });
  await midStep();
  const [ticket, code] = [begun.ticket, codeOf(begun.secret)];
  await page.evaluate(async (body) => {
    const headers = { 'content-type': 'application/json' };
    await fetch('/api/second-factor', { method: 'PUT', headers, body });
  }, JSON.stringify({ ticket, code }));
  await signOut(page);
  await enter(page, '1002', '4712');
  await expect(page.getByLabel('Code', { exact: true })).toBeVisible();
  expect(await command('reset', '1002@default')).toContain('the PIN is enough');
  await page.reload();
  await enter(page, '1002', '4712');
  await expect(page).toHaveURL('/inbox', { timeout: 30_000 });
});
