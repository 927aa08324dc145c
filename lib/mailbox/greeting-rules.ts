import 'server-only';
import { type EncodedCodec, encodedCodecOf } from '#lib/audio/encode.ts';
import type { Account } from '#lib/imap/account.ts';
import { config } from '#lib/platform/config.ts';
import { siteOf } from '#lib/site/following.ts';
import type { Site } from '#lib/site/site.ts';
import type { SiteMailbox } from '#lib/site/site-mailbox.ts';
import { addressText, isSameAddress, type MailboxAddress } from '#lib/voicemail/address.ts';
import { VoicemailError } from '#lib/voicemail/errors.ts';
import { FOLDER_SLUGS, folderName } from '#lib/voicemail/folder.ts';
import type { GreetingRefusal } from '#lib/voicemail/greeting.ts';
import { knownMailboxes } from './proven.ts';

/** Where a mailbox keeps its greetings, and how they are to be. */
export interface GreetingRules {
  path: string;
  site: Site;
  /** Its line in voicemail.conf; `null` where another place has it (realtime). */
  mailbox: SiteMailbox | null;
  maxSeconds: number;
  /** Of what Asterisk itself writes; its name as the site spells it. */
  format: { codec: EncodedCodec; extension: string };
}

/** Where `maxgreet` says nothing. */
const MOST_SECONDS = 600;

/** Why there can be no greetings here, or how they are to be. */
export function greetingRules(account: Account, address: MailboxAddress): GreetingRules | GreetingRefusal {
  const { VOICEMAIL_CONF } = config();
  const site = VOICEMAIL_CONF === undefined ? null : siteOf(VOICEMAIL_CONF);
  if (!site?.isKnown) return 'site-unknown';
  const { settings } = site;
  if (!settings.hasGreetings) return 'kept-on-the-phone';
  const mailbox = site.mailboxes.find((one) => isSameAddress(one.address, address)) ?? null;
  if (isShared(account, address, site)) return 'shares-account';
  const path = settings.folders.greetings;
  if (messageFolders(site, mailbox).some((folder) => isSameFolder(folder, path))) return 'shares-folder';
  const format = formatOf(settings.formats);
  if (!format) return 'format-unknown';
  const maxSeconds = Math.min(settings.limits.maxGreetingSeconds || MOST_SECONDS, MOST_SECONDS);
  return { path, site, mailbox, maxSeconds, format };
}

/** Asterisk asks for no extension: with a login in common, mailboxes have their greetings in common. */
function isShared(account: Account, address: MailboxAddress, site: Site): boolean {
  const login = account.user.toLowerCase();
  const ofLogin = site.mailboxes.filter(({ user }) => user?.toLowerCase() === login);
  const isForeign = (text: string) => text !== addressText(address);
  return ofLogin.length > 1 || knownMailboxes(account).some(isForeign);
}

/** Every folder that messages may be in: there an EXPUNGE of ours could hit a phone session. */
function messageFolders({ settings }: Site, mailbox: SiteMailbox | null): string[] {
  const { IMAP_FOLDER, IMAP_PARENT_FOLDER } = config();
  const parents = [settings.folders.parent, IMAP_PARENT_FOLDER].filter((parent) => parent);
  const names = FOLDER_SLUGS.filter((slug) => slug !== 'inbox').map(folderName);
  const below = parents.flatMap((parent) => names.flatMap((name) => [`${parent}/${name}`, `${parent}.${name}`]));
  const inboxes = [IMAP_FOLDER, mailbox?.folder].filter((folder) => folder !== undefined);
  return ['INBOX', settings.folders.inbox, ...inboxes, ...names, ...below];
}

/** Servers differ in what case means, and only INBOX is the same in any: better one folder too many. */
const isSameFolder = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();

/**
 * The first that we can write. Asterisk plays whatever it has a module for, and it has one for each that it writes; wav49
 * is stored under another name (make_email_file).
 */
function formatOf(formats: readonly string[]): GreetingRules['format'] | null {
  for (const name of formats) {
    const codec = encodedCodecOf(name);
    if (codec) return { codec, extension: name === 'wav49' ? 'WAV' : name };
  }
  return null;
}

const REASONS: Record<GreetingRefusal, string> = {
  'site-unknown': 'nobody has told the portal where voicemail.conf is (VOICEMAIL_CONF)',
  'kept-on-the-phone': 'the phone system keeps greetings itself (imapgreetings in voicemail.conf): use the phone',
  'shares-folder': 'greetings share a folder with messages: set greetingsfolder in voicemail.conf',
  'shares-account': 'several mailboxes share this account, and the phone system cannot tell their greetings apart',
  'format-unknown': 'format= in voicemail.conf names nothing that the portal can write: add wav49 to it',
};

/** @throws {VoicemailError} greeting-refused, with the reason */
export function rulesOrRefusal(account: Account, address: MailboxAddress): GreetingRules {
  const rules = greetingRules(account, address);
  if (typeof rules !== 'string') return rules;
  throw new VoicemailError('greeting-refused', `Cannot use greetings here: ${REASONS[rules]}`);
}
