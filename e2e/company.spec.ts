import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect } from '@playwright/test';
import { aMessage } from '#test/builders.ts';
import { type CompanyProvider, startProvider } from '#test/company/provider.ts';
import { deliver } from '#test/deliver.ts';
import { freePort } from '#test/free-port.ts';
import { imapClient } from '#test/imap-client.ts';
import { startMailServer } from '#test/mail-server.ts';
import { startPortal } from '#test/portal.ts';
import { Portal } from './portal.ts';

const MASTER = { name: 'vmmaster', password: 'opens every account' };

const confOf = (port: number) => `[general]
imapserver=127.0.0.1
imapport=${port}
imapflags=notls
authuser=${MASTER.name}
authpassword=${MASTER.password}
[default]
1001 => 4711,Ada,,,imapuser=ada
`;

/** A site whose people have a company account and nothing else. */
const test = base.extend<{ company: { url: string; provider: CompanyProvider } }>({
  company: [
    async ({ baseURL: _ }, use) => {
      const server = await startMailServer({ master: MASTER });
      const ada = { name: 'ada', password: 'nobody knows it' };
      server.addUser(ada);
      const imap = await imapClient(server, ada);
      await deliver(imap, aMessage());
      const port = await freePort();
      const provider = await startProvider(`http://localhost:${port}`);
      const folder = mkdtempSync(join(tmpdir(), 'conf-'));
      writeFileSync(join(folder, 'voicemail.conf'), confOf(server.port));
      const settings = {
        ...{ IMAP_HOST: '', IMAP_PORT: '', IMAP_TLS: '', VOICEMAIL_CONF: join(folder, 'voicemail.conf') },
        ...{ SIGN_IN: 'oidc', OIDC_ISSUER: provider.issuer, OIDC_NAME: 'Example Ltd' },
        ...{ OIDC_CLIENT_ID: provider.clientId, OIDC_CLIENT_SECRET: provider.clientSecret },
      };
      const portal = await startPortal(server, { port, mode: 'production', name: 'company', settings });
      await use({ url: portal.url, provider });
      await portal.stop();
      await provider.stop();
      imap.close();
      await server.stop();
      rmSync(folder, { recursive: true });
    },
    { timeout: 120_000 },
  ],
});

test('somebody with a company account is in their mailbox without typing anything, and stays out once they leave', async ({
  company: { url, provider },
  page,
}) => {
  provider.seat('ada', { voicemail: '1001@default' });
  const portal = new Portal(page);
  await page.goto(`${url}/work`);
  await expect(page).toHaveURL(`${url}/work`);
  await portal.folder('Inbox').click();
  await expect(portal.row('Dr Patel')).toBeVisible();
  await portal.menu.click();
  await page.getByRole('menuitem', { name: 'Sign out', exact: true }).click();
  await page.getByRole('button', { name: 'Yes, sign me out' }).click();
  await expect(page).toHaveURL(`${url}/sign-in`);
  await page.goto(`${url}/inbox`);
  await page.getByRole('button', { name: 'Sign in with Example Ltd' }).click();
  await expect(page).toHaveURL(`${url}/inbox`);
  await expect(portal.row('Dr Patel')).toBeVisible();
});

test('somebody without a mailbox is told so, and is not sent round and round', async ({
  company: { url, provider },
  page,
}) => {
  provider.seat('eve', {});
  await page.goto(url);
  await expect(page.getByRole('main').getByRole('alert')).toContainText('Your company account has no voicemail here.');
  await expect(page.getByRole('button', { name: 'Sign in with Example Ltd' })).toBeVisible();
});
