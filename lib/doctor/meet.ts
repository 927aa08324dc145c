import 'server-only';
import { type Knock, knock, type MailServerAddress } from '#lib/imap/knock.ts';
import type { LookingLogin } from '#lib/imap/looking.ts';
import type { Config } from '#lib/platform/config.ts';
import { dangersOf } from '#lib/site/dangers.ts';
import { findMailbox } from '#lib/site/find-mailbox.ts';
import { siteOf } from '#lib/site/following.ts';
import { loginOf } from '#lib/site/login.ts';
import type { MailServer } from '#lib/site/mail-server.ts';
import type { Site } from '#lib/site/site.ts';
import type { SiteMailbox } from '#lib/site/site-mailbox.ts';
import { addressText } from '#lib/voicemail/address.ts';
import { PATIENCE_MS } from './check.ts';
import { type BoxLook, lookInto } from './look.ts';
import { type Box, type Patient, serverName, whereOf } from './patient.ts';

/** What the administrator said on the command line. */
export interface Asked {
  /** Mailboxes of voicemail.conf, as `1001` or `1001@sales`; none: the first few. */
  mailboxes: string[];
  /** A name and password of the mail server's own. */
  login: { user: string; password: string } | null;
}

/** So many are looked into when nobody says which. */
const FIRST_FEW = 5;

/** @throws {Error} when a mailbox was asked for that is not in voicemail.conf */
export function meet(config: Config, asked: Asked): Patient {
  const { VOICEMAIL_CONF } = config;
  const site = VOICEMAIL_CONF === undefined ? null : siteOf(VOICEMAIL_CONF);
  const boxes = boxesOf(config, site, asked);
  const general = site?.isKnown ? serverOf(site.settings.mailServer) : serverOfSettings(config);
  const servers = boxes.length > 0 ? boxes.map(({ server }) => server) : general ? [general] : [];
  const known = new Map(servers.map((server) => [keyOf(server), server]));
  return {
    config,
    site,
    findings: site ? dangersOf(site) : [],
    boxes,
    whyNoBox: whyNoBox(site),
    servers: [...known.values()],
    knock: oncePer<MailServerAddress, Knock>(keyOf, knock),
    look: oncePer<Box, BoxLook>(({ name }) => name, lookInto),
  };
}

function whyNoBox(site: Site | null): string {
  if (!site) return 'nobody signed in: give --login NAME, or set VOICEMAIL_CONF';
  return site.isKnown ? 'voicemail.conf has no mailbox' : 'voicemail.conf cannot be read';
}

/** Two mailboxes on one server have it once. */
const keyOf = (server: MailServerAddress): string =>
  [serverName(server), server.security, server.verifiesCertificate].join(' ');

function oncePer<Key, Value>(nameOf: (key: Key) => string, find: (key: Key) => Promise<Value>) {
  const found = new Map<string, Promise<Value>>();
  return (key: Key): Promise<Value> => {
    const promise = found.get(nameOf(key)) ?? find(key);
    found.set(nameOf(key), promise);
    return promise;
  };
}

function boxesOf(config: Config, site: Site | null, { mailboxes, login }: Asked): Box[] {
  const own = login ? [accountBox(config, site, login)] : [];
  if (!site && mailboxes.length > 0) throw new Error('Cannot look into a mailbox by its number: set VOICEMAIL_CONF');
  if (!site?.isKnown) return own.flatMap((box) => box ?? []);
  const asked = mailboxes.map((text) => theOne(site, text));
  const first = login ? [] : site.mailboxes.filter(({ user }) => user !== null).slice(0, FIRST_FEW);
  const chosen = asked.length > 0 ? asked : first;
  return [...own, ...chosen.map((mailbox) => mailboxBox(site, mailbox))].flatMap((box) => box ?? []);
}

function theOne(site: Site, text: string): SiteMailbox {
  const [extension = '', context = null] = text.split('@');
  const mailbox = findMailbox(site, { extension, context });
  if (mailbox) return mailbox;
  throw new Error(`Cannot look into ${text}: voicemail.conf has no such mailbox`);
}

function mailboxBox(site: Site, mailbox: SiteMailbox): Box | null {
  const { address, shareId, folder, limits, place } = mailbox;
  const server = serverOf(mailbox.mailServer);
  const login = loginOf(site, mailbox);
  return (
    server && {
      name: addressText(address),
      address,
      marked: { extension: shareId ?? address.extension, context: address.context },
      server,
      login: login && { ...login, password: login.password.reveal() },
      folders: { ...foldersOf(site), inbox: folder },
      maxMessages: limits.maxMessages,
      where: whereOf(place),
    }
  );
}

function accountBox(config: Config, site: Site | null, login: { user: string; password: string }): Box | null {
  const known = site?.isKnown ? site : null;
  const server = known ? serverOf(known.settings.mailServer) : serverOfSettings(config);
  const { IMAP_FOLDER: inbox, IMAP_PARENT_FOLDER: parent, MAX_MESSAGES } = config;
  const own: LookingLogin = { ...login, authorizationId: null };
  return (
    server && {
      name: login.user,
      address: null,
      marked: null,
      server,
      login: own,
      folders: known ? foldersOf(known) : { inbox, parent, greetings: null },
      maxMessages: known?.settings.limits.maxMessages ?? MAX_MESSAGES,
      where: '',
    }
  );
}

function foldersOf({ settings: { folders, hasGreetings } }: Site): Box['folders'] {
  return { inbox: folders.inbox, parent: folders.parent, greetings: hasGreetings ? folders.greetings : null };
}

/** `null` where c-client could make nothing of it: the findings tell. */
function serverOf({ host, port, flags: { security, verifiesCertificate } }: MailServer): MailServerAddress | null {
  return port === null ? null : { host, port, security, verifiesCertificate, patienceMs: PATIENCE_MS };
}

function serverOfSettings({ IMAP_HOST, IMAP_PORT, IMAP_TLS, IMAP_TLS_VERIFY }: Config): MailServerAddress {
  return {
    host: IMAP_HOST,
    port: IMAP_PORT,
    security: IMAP_TLS,
    verifiesCertificate: IMAP_TLS_VERIFY,
    patienceMs: PATIENCE_MS,
  };
}
