import type { Server } from 'node:http';
import { expect, isAlive, Portal, test } from '#e2e/portal.ts';
import { aMessage } from '#test/builders.ts';
import { freePort } from '#test/free-port.ts';
import { proxyBelow } from './proxy.ts';

const BASE_PATH = '/voicemail';
const port = await freePort();
const home = `http://localhost:${port}`;

test.use({ siteOptions: { settings: { BASE_PATH, PUBLIC_URL: home, TRUSTED_PROXIES: '127.0.0.1 ::1' } } });

let proxy: Server | undefined;

test.afterEach(() => {
  proxy?.close().closeAllConnections();
});

test('below a path, behind a proxy, everything is as it is elsewhere', async ({ account, page, site }) => {
  proxy = await proxyBelow(BASE_PATH, { port, to: site.url });
  await account.receive(aMessage());
  const failed: string[] = [];
  page.on('response', (response) => {
    if (response.status() >= 400) failed.push(`${response.status()} ${response.url()}`);
  });
  const portal = new Portal(page);

  await page.goto(`${home}${BASE_PATH}/work?show=new`);
  await expect(page).toHaveURL(`${home}${BASE_PATH}/sign-in?from=%2Fwork%3Fshow%3Dnew`);
  await isAlive(page.getByRole('button', { name: 'Sign in' }));
  await page.getByLabel('Mailbox number or name').fill(account.name);
  await page.getByLabel('Password', { exact: true }).fill(account.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(`${home}${BASE_PATH}/work?show=new`);
  await portal.isLive();
  await portal.folder('Inbox').click();
  await expect(page).toHaveURL(`${home}${BASE_PATH}/inbox`);
  await portal.lamp('Dr Patel').click();
  await portal.playsPast(0.1);
  await account.receive(aMessage({ caller: { name: 'Courier', number: '1' } }));
  // The pointer is in the list, so what comes waits.
  await portal.list.getByRole('button', { name: '1 new', exact: true }).click();
  await expect(portal.row('Courier')).toBeVisible();

  const [session] = (await page.context().cookies()).filter(({ name }) => name.includes('session-token'));
  expect(session).toMatchObject({ path: BASE_PATH, httpOnly: true });
  // After a walk to another page there may be two of them for a moment.
  const manifests = await page
    .locator('link[rel=manifest]')
    .evaluateAll((links) => links.map((it) => it.getAttribute('href')));
  const manifest = `${BASE_PATH}/manifest.webmanifest`;
  expect([...new Set(manifests)]).toEqual([manifest]);
  for (const path of [
    manifest,
    `${BASE_PATH}/icon.svg`,
    `${BASE_PATH}/apple-touch-icon.png`,
    `${BASE_PATH}/icon-192.png`,
  ]) {
    expect((await page.request.get(`${home}${path}`)).status(), String(path)).toBe(200);
  }
  await portal.menu.click();
  await page.getByRole('menuitem', { name: 'Sign out', exact: true }).click();
  await expect(page).toHaveURL(`${home}${BASE_PATH}/sign-in`);
  expect(failed).toEqual([]);
});
