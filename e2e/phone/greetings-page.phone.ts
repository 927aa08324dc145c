import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { card, SPOKEN, withMicrophone } from '#e2e/greetings-site.ts';
import { Portal } from '#e2e/portal.ts';
import { leveled } from '#lib/audio/level.ts';
import { likenessOf } from '#test/envelope.ts';
import { freePort } from '#test/free-port.ts';
import { startMailServer } from '#test/mail-server.ts';
import { callerHears } from '#test/pbx/greeting-calls.ts';
import { startPbx } from '#test/pbx.ts';
import { startPortal } from '#test/portal.ts';

const MASTER = { name: 'asterisk', password: 'a secret of the phone system' };
const OWNER = { name: '1001', password: 'a secret of the owner' };
/** What was recorded may begin anywhere in what is spoken over and over. */
const SECONDS = 14;

test.use({ launchOptions: withMicrophone() });

test('a greeting that was recorded on the page is what the next caller hears', async ({ browser }) => {
  const mailServer = await startMailServer({ master: MASTER, users: [OWNER] });
  const pbx = await startPbx({ mailServer, master: MASTER, extensions: [OWNER.name], format: 'wav49' });
  const settings = { VOICEMAIL_CONF: join(pbx.place.folder, 'etc/voicemail.conf'), SIGN_IN: 'password' };
  const place = { port: await freePort(), mode: 'production', name: 'greetings-page', settings } as const;
  const site = await startPortal(mailServer, place);
  try {
    const page = await browser.newPage({ baseURL: site.url });
    await new Portal(page).open(OWNER, '/greetings');
    const unavailable = card(page, 'Unavailable');
    await unavailable.getByRole('button', { name: /^Record/ }).click();
    await expect(unavailable.getByText('0:08', { exact: true })).toBeVisible();
    await unavailable.getByRole('button', { name: 'Stop', exact: true }).click();
    await unavailable.getByRole('button', { name: 'Save' }).click();
    await expect(unavailable.getByText('Callers hear this')).toBeVisible();
    const likeness = likenessOf(leveled(SPOKEN), await callerHears(pbx.place, OWNER.name, SECONDS));
    process.stdout.write(`| recorded on the page | ${likeness.toFixed(2)} |\n`);
    expect(likeness).toBeGreaterThan(0.9);
  } finally {
    await site.stop();
    await pbx.stop();
    await mailServer.stop();
  }
});
