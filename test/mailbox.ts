import type { ImapFlow } from 'imapflow';
import { afterAll } from 'vitest';
import type { MailServerOptions } from './dovecot-conf.ts';
import { imapClient } from './imap-client.ts';
import { type AnyMailServer, type MailServer, type MailUser, startMailServer } from './mail-server.ts';
import { settingsFor } from './settings.ts';

/** A fresh account of a test on a real mail server. */
export interface TestMailbox<Server extends AnyMailServer = MailServer> {
  server: Server;
  user: string;
  password: string;
  /** A client of the test's own: what it sees is what the mail server has. Closed after the file's tests. */
  imap: ImapFlow;
}

const servers: AnyMailServer[] = [];
const clients: ImapFlow[] = [];
let shared: Promise<MailServer> | undefined;
let accounts = 0;

/** A mail server for the tests of one file; our settings point at it until the next one starts. */
export async function aMailServer(options: MailServerOptions = {}): Promise<MailServer> {
  return adoptServer(await startMailServer(options));
}

/** Stops a server of another kind after the file's tests, too, and points our settings at it. */
export function adoptServer<Server extends AnyMailServer>(
  server: Server,
  settings: Record<string, string> = {},
): Server {
  servers.push(server);
  pointSettingsAt(server, settings);
  return server;
}

/** An account with a name that nobody else has, on the file's shared mail server unless told another. */
export async function aMailbox({
  server,
  ...user
}: Partial<MailUser> & { server?: MailServer } = {}): Promise<TestMailbox> {
  return aMailboxOn(server ?? (await sharedServer()), user);
}

/** The same, on a mail server of any kind. */
export async function aMailboxOn<Server extends AnyMailServer>(
  home: Server,
  user: Partial<MailUser> = {},
): Promise<TestMailbox<Server>> {
  accounts += 1;
  const account = { name: `user-${accounts}`, password: `secret-${accounts}`, ...user };
  await home.addUser(account);
  const imap = await imapClient(home, account);
  clients.push(imap);
  return { server: home, user: account.name, password: account.password, imap };
}

function sharedServer(): Promise<MailServer> {
  shared ??= aMailServer();
  return shared;
}

/** Lets the settings of this process name a mail server, and forgets what was read of them before. */
export function pointSettingsAt(server: Pick<MailServer, 'host' | 'port'>, more: Record<string, string> = {}): void {
  for (const name of Object.keys(process.env)) if (isOurs(name)) Reflect.deleteProperty(process.env, name);
  Object.assign(process.env, settingsFor(server), more);
  Reflect.deleteProperty(globalThis, Symbol.for('lamplight.config'));
}

/** What a test may have set otherwise. */
const OURS =
  /^(AUDIT_|CALL_BACK|PUBLIC_URL$|BASE_PATH$|IMAP_|AMI_|MAX_MESSAGES$|DELETED_DAYS$|TIDY_AFTER_MINUTES$|VOICEMAIL_CONF$|OIDC_|PROXY_|TRUSTED_PROXIES$|REDIS_URL$|SESSION_HOURS$|IDLE_MINUTES$|SIGN_IN$)/;
const isOurs = (name: string) => OURS.test(name);

afterAll(async () => {
  for (const client of clients) client.close();
  await Promise.all(servers.map((server) => server.stop()));
});
