import { afterAll, afterEach } from 'vitest';
import { aMessage, anOrdinaryMail } from '#test/builders.ts';
import { MASTER } from '#test/conf-text.ts';
import { deliver } from '#test/deliver.ts';
import { freePort } from '#test/free-port.ts';
import { aMailbox, aMailServer } from '#test/mailbox.ts';
import { followConf } from '#test/site.ts';
import { removeFolders } from '#test/voicemail-conf.ts';
import { Browser } from './browser.ts';
import { startLyingProvider } from './lying-provider.ts';
import { openDoor } from './portal.ts';
import { type Claims, type CompanyProvider, startProvider } from './provider.ts';

const CONTEXTS = `
[default]
1001 => 4711,Ada,ada@corp.example,,imapuser=ada
1002 => 4712,Grace,grace@corp.example,,imapuser=grace
1003 => 4713,Desk,,,imapuser=ada
[sales]
1001 => 4714,Mary,,,imapuser=mary
`;

/** Who has which mailbox, with a message in each. */
const OWNERS = [
  ['ada', '1001', 'default'],
  ['ada', '1003', 'default'],
  ['grace', '1002', 'default'],
  ['mary', '1001', 'sales'],
] as const;

type Provider = Pick<CompanyProvider, 'issuer' | 'clientId' | 'clientSecret'>;

/** A site whose people have a company account, with a portal in this process, for the tests of one file. */
export async function aCompany() {
  const port = await freePort();
  const portal = `http://127.0.0.1:${port}`;
  const server = await aMailServer({ master: MASTER });
  for (const [others, name] of ['ada', 'grace', 'mary'].entries()) {
    const { imap } = await aMailbox({ server, name, password: `only ${name} knows` });
    // No two messages have the same UID, not in two accounts either.
    for (let mails = 0; mails < 2 * others; mails += 1) await deliver(imap, anOrdinaryMail());
    for (const [owner, extension, context] of OWNERS) {
      if (owner === name) await deliver(imap, aMessage({ extension, context }));
    }
  }
  const [provider, liar] = [await startProvider(portal), await startLyingProvider()];

  /** Lets the settings name a provider: the real one, unless told. */
  const trust = (of: Provider = provider, more: Record<string, string> = {}) => {
    const client = { OIDC_ISSUER: of.issuer, OIDC_CLIENT_ID: of.clientId, OIDC_CLIENT_SECRET: of.clientSecret };
    const asked = { OIDC_SCOPES: 'openid email', OIDC_CLAIM: 'voicemail email', SIGN_IN: 'oidc,password' };
    followConf(server, { contexts: CONTEXTS }, { PUBLIC_URL: portal, ...client, ...asked, ...more });
  };
  trust();
  const door = await openDoor(port);
  afterEach(() => {
    liar.lie({});
    trust();
  });
  afterAll(async () => {
    await Promise.all([door.stop(), provider.stop(), liar.stop()]);
    removeFolders();
  });
  return { portal, server, provider, liar, trust };
}

type Company = Awaited<ReturnType<typeof aCompany>>;

/** Somebody sits down at a browser of their own and signs in. @returns where they end */
export async function enter(
  { portal, provider }: Pick<Company, 'portal' | 'provider'>,
  person: string,
  claims: Claims,
  browser = new Browser(),
): Promise<{ browser: Browser; at: URL }> {
  provider.seat(person, claims);
  return { browser, at: await comeBack(portal, browser) };
}

/** Signs in as whoever the provider says. @returns where that ends */
export async function comeBack(portal: string, browser: Browser): Promise<URL> {
  return browser.go((await browser.post(portal, 'signin/oidc', `${portal}/inbox`)).href);
}

/** Where they are told what is wrong, and what. */
export const errorOf = (at: URL) => `${at.pathname} ${at.searchParams.get('error')}`;

/** How the portal answers them. */
export const statusOf = async ({ portal }: Pick<Company, 'portal'>, browser: Browser) =>
  (await browser.send(`${portal}/api/mailbox`)).status;
