import 'server-only';
import { type Knock, knock, type MailServerAddress } from '#lib/imap/knock.ts';
import { homeIn } from '#lib/imap/mail-home.ts';
import type { Config } from '#lib/platform/config.ts';
import { dangersOf } from '#lib/site/dangers.ts';
import { findMailbox } from '#lib/site/find-mailbox.ts';
import { siteOf } from '#lib/site/following.ts';
import { loginOf } from '#lib/site/login.ts';
import type { Site } from '#lib/site/site.ts';
import { type SiteMailbox, storedAddress } from '#lib/site/site-mailbox.ts';
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
  const place: Place = { site: site?.isKnown ? site : null, config };
  const boxes = boxesOf(place, asked);
  const servers = boxes.length > 0 ? boxes.map(({ server }) => server) : serversIn(place, site !== null);
  const knocks = oncePer<MailServerAddress, Knock>(keyOf, knock);
  const known = new Map(servers.map((server) => [keyOf(server), server]));
  return {
    config,
    given: new Set(OF_MAIL.filter((name) => config[name] !== undefined)),
    site,
    findings: site ? dangersOf(site) : [],
    boxes,
    whyNoBox: whyNoBox(site),
    servers: [...known.values()],
    knock: knocks,
    look: oncePer<Box, BoxLook>(
      ({ name }) => name,
      async (box) => lookInto(box, await knocks(box.server)),
    ),
  };
}

/** Where a site's mail lies. */
interface Place {
  /** `null`: none that Asterisk could read. */
  site: Site | null;
  /** What the environment says of it counts first. */
  config: Config;
}

const OF_MAIL = [
  'IMAP_HOST',
  'IMAP_PORT',
  'IMAP_TLS',
  'IMAP_TLS_VERIFY',
  'IMAP_FOLDER',
  'IMAP_PARENT_FOLDER',
  'MAX_MESSAGES',
] as const;

const ifAny = <T>(one: T | null): T[] => (one === null ? [] : [one]);

/** Where voicemail.conf should say it and cannot be read, a guess would be told as a fault of the mail server. */
function serversIn(place: Place, hasConf: boolean): MailServerAddress[] {
  const isGuess = hasConf && place.site === null && place.config.IMAP_HOST === undefined;
  return isGuess ? [] : ifAny(serverIn(place, null));
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

function boxesOf(place: Place, { mailboxes, login }: Asked): Box[] {
  const own = login ? ifAny(accountBox(place, login)) : [];
  const { site } = place;
  if (!site && mailboxes.length > 0) throw new Error('Cannot look into a mailbox by its number: set VOICEMAIL_CONF');
  if (!site) return own;
  const asked = mailboxes.map((text) => theOne(site, text));
  const first = login ? [] : site.mailboxes.filter(({ user }) => user !== null).slice(0, FIRST_FEW);
  const chosen = asked.length > 0 ? asked : first;
  return [...own, ...chosen.flatMap((mailbox) => ifAny(mailboxBox(place, site, mailbox)))];
}

function theOne(site: Site, text: string): SiteMailbox {
  const [extension = '', context = null] = text.split('@');
  const mailbox = findMailbox(site, { extension, context });
  if (mailbox) return mailbox;
  throw new Error(`Cannot look into ${text}: voicemail.conf has no such mailbox`);
}

function mailboxBox(place: Place, site: Site, mailbox: SiteMailbox): Box | null {
  const { address, limits } = mailbox;
  const server = serverIn(place, mailbox);
  const login = loginOf(site, mailbox);
  if (!server) return null;
  return {
    name: addressText(address),
    address,
    marked: storedAddress(mailbox),
    server,
    login: login && { ...login, password: login.password.reveal() },
    folders: foldersIn(place, mailbox),
    maxMessages: place.config.MAX_MESSAGES ?? limits.maxMessages,
    where: whereOf(mailbox.place),
  };
}

function accountBox(place: Place, login: { user: string; password: string }): Box | null {
  const server = serverIn(place, null);
  if (!server) return null;
  return {
    name: login.user,
    address: null,
    marked: null,
    server,
    login: { ...login, authorizationId: null },
    folders: foldersIn(place, null),
    maxMessages: place.config.MAX_MESSAGES ?? place.site?.settings.limits.maxMessages ?? USUAL_MESSAGES,
    where: '',
  };
}

const USUAL_MESSAGES = 100;

function foldersIn({ site, config }: Place, mailbox: SiteMailbox | null): Box['folders'] {
  const settings = site?.settings;
  return {
    ...homeIn(site, mailbox, config).folders,
    greetings: settings?.hasGreetings ? settings.folders.greetings : null,
  };
}

/** `null` where c-client could make nothing of it, and the environment does not say better: the findings tell. */
function serverIn({ site, config }: Place, mailbox: SiteMailbox | null): MailServerAddress | null {
  const said = mailbox?.mailServer ?? site?.settings.mailServer;
  if (said?.port === null && config.IMAP_PORT === undefined) return null;
  const { host, port, security, verifiesCertificate } = homeIn(site, mailbox, config);
  return { host, port, security, verifiesCertificate, patienceMs: PATIENCE_MS };
}
