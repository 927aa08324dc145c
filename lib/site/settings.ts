import 'server-only';
import type { General } from './general.ts';
import { type MailServer, mailServerOf, type ServerText } from './mail-server.ts';
import { Secret } from './secret.ts';

const DEFAULT_MESSAGES = 100;
const MOST_MESSAGES = 9999;
const DEFAULT_TIMEOUT_SECONDS = 60;
const DEFAULT_POLL_SECONDS = 30;

/** How much Asterisk takes. */
export interface Limits {
  /** Per folder (`maxmsg`). */
  maxMessages: number;
  /** 0: any length. */
  maxSeconds: number;
  minSeconds: number;
}

/** What [general] says, as app_voicemail.c actual_load_config takes it. */
export interface Settings {
  mailServer: MailServer;
  /** As they stand in the file, for mailboxes that say only part of it otherwise. */
  server: ServerText;
  /** Names as they go over the wire: Asterisk encodes none. */
  folders: { inbox: string; parent: string; greetings: string };
  /** Whether greetings are kept on the mail server. */
  hasGreetings: boolean;
  /** A user that stands in the flags is there. */
  master: { user: string | null; password: Secret | null };
  timeouts: {
    openSeconds: number;
    readSeconds: number;
    writeSeconds: number;
    closeSeconds: number;
    /** `imapreadtimeout`, where it is said. */
    patienceSeconds: number | null;
    /** `imapopentimeout`, where it is said. */
    openPatienceSeconds: number | null;
  };
  /** The first is what the mail server gets. */
  formats: string[];
  charset: string;
  limits: Limits & { maxGreetingSeconds: number; minPinLength: number };
  polling: { isOn: boolean; everySeconds: number; logsOut: boolean };
  expungesOnHangup: boolean;
  /** Whether a mailbox is looked for in every context, whatever context is named. */
  searchesContexts: boolean;
  /** `null`: there are no aliases. */
  aliasesContext: string | null;
  keepsPinsInSpool: boolean;
  zone: string;
  locale: string;
}

export function settingsOf(general: General): Settings {
  const server = {
    host: general.text('imapserver', 'localhost', 47),
    port: general.text('imapport', '143', 7),
    flags: general.text('imapflags', '', 127),
    hasMaster: general.isSet('authuser'),
  };
  const place = general.place(general.has('imapflags') ? 'imapflags' : 'imapserver');
  const mailServer = mailServerOf(server, place);
  return {
    mailServer,
    server,
    folders: foldersOf(general),
    hasGreetings: general.isTrue('imapgreetings'),
    master: masterOf(general),
    timeouts: timeoutsOf(general),
    formats: general
      .text('format', 'wav', 79)
      .split('|')
      .filter((format) => format !== ''),
    charset: general.text('charset', 'ISO-8859-1', 31),
    limits: limitsOf(general),
    polling: {
      isOn: general.isTrue('pollmailboxes'),
      everySeconds: Math.max(0, general.int('pollfreq') ?? DEFAULT_POLL_SECONDS),
      logsOut: general.isTrue('imap_poll_logout'),
    },
    expungesOnHangup: !general.isFalse('expungeonhangup'),
    searchesContexts: general.isTrue('searchcontexts'),
    aliasesContext: general.text('aliasescontext', '', 79) || null,
    keepsPinsInSpool: general.text('passwordlocation', '', 79) === 'spooldir',
    zone: general.text('tz', '', 79),
    locale: general.text('locale', '', 19),
  };
}

function foldersOf(general: General): Settings['folders'] {
  const inbox = general.text('imapfolder', 'INBOX', 63) || 'INBOX';
  const name = general.has('greetingfolder') ? 'greetingfolder' : 'greetingsfolder';
  return {
    inbox,
    parent: general.text('imapparentfolder', '', 63),
    greetings: general.text(name, inbox, 63) || 'INBOX',
  };
}

/** authpassword alone signs everybody in with that one password (app_voicemail.c mm_login). */
function masterOf(general: General): Settings['master'] {
  const user = general.text('authuser', '', 31) || null;
  const password = general.text('authpassword', '', 41);
  return { user, password: password === '' ? null : new Secret(password) };
}

function timeoutsOf(general: General): Settings['timeouts'] {
  const seconds = (name: string) => (general.has(name) ? (general.int(name) ?? 0) : DEFAULT_TIMEOUT_SECONDS);
  return {
    openSeconds: seconds('imapopentimeout'),
    readSeconds: seconds('imapreadtimeout'),
    writeSeconds: seconds('imapwritetimeout'),
    closeSeconds: seconds('imapclosetimeout'),
    patienceSeconds: Math.max(0, general.int('imapreadtimeout') ?? 0) || null,
    openPatienceSeconds: Math.max(0, general.int('imapopentimeout') ?? 0) || null,
  };
}

/** `maxmessage` and `minmessage` are the names of old (until 22). */
function limitsOf(general: General): Settings['limits'] {
  const either = (name: string, old: string) => general.int(general.has(name) ? name : old) ?? 0;
  return {
    maxMessages: general.has('maxmsg') ? messagesOf(general.int('maxmsg')) : DEFAULT_MESSAGES,
    maxSeconds: Math.max(0, either('maxsecs', 'maxmessage')),
    minSeconds: Math.max(0, either('minsecs', 'minmessage')),
    maxGreetingSeconds: Math.max(0, general.int('maxgreet') ?? 0),
    minPinLength: Math.max(0, general.int('minpassword') ?? 0),
  };
}

/** What Asterisk makes of a `maxmsg`: without a number 0, as atoi says. */
export function messagesOf(said: number | null): number {
  const number = said ?? 0;
  return number < 0 ? DEFAULT_MESSAGES : Math.min(number, MOST_MESSAGES);
}
