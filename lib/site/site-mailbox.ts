import 'server-only';
import { addressText, type MailboxAddress } from '#lib/voicemail/address.ts';
import { type Bytes, textOf } from './bytes.ts';
import type { Entry } from './conf.ts';
import { type Finding, finding, type Place } from './finding.ts';
import { type MailServer, mailServerOf } from './mail-server.ts';
import { type MailboxLine, parseMailboxLine } from './mailbox-line.ts';
import { PIN_BYTES, Pin, Secret } from './secret.ts';
import { type Limits, messagesOf, type Settings } from './settings.ts';
import { isTrue, leadingInt } from './values.ts';

/** A mailbox of voicemail.conf. */
export interface SiteMailbox {
  address: MailboxAddress;
  place: Place;
  /** As voicemail.conf has it: with `keepsPinInSpool` ask `pinOf`. */
  pin: Pin;
  keepsPinInSpool: boolean;
  name: string;
  emails: string[];
  pager: string;
  mailServer: MailServer;
  /** The login on the mail server; `null`: the mailbox can take no messages. */
  user: string | null;
  password: Secret | null;
  /** Its folder of messages, as it goes over the wire. */
  folder: string;
  /** What its messages have instead of the extension (`imapvmshareid`). */
  shareId: string | null;
  /** Name of a zone in [zonemessages]. */
  zone: string | null;
  locale: string | null;
  language: string | null;
  limits: Limits;
  /** What else the directory calls its owner (`alias=`), and whether it leaves them out. */
  directory: { isHidden: boolean; names: string[] };
  /** Whether Asterisk deletes messages once they are mailed (`delete=yes`). */
  deletesMailed: boolean;
}

/** What its messages are marked with (app_voicemail.c imap_store_file). */
export function storedAddress({ address, shareId }: SiteMailbox): MailboxAddress {
  return { extension: shareId ?? address.extension, context: address.context };
}

/** Room in app_voicemail.c ast_vm_user. */
const ROOM = {
  tz: 79,
  locale: 19,
  language: 39,
  imapuser: 79,
  imappassword: 79,
  imapserver: 47,
  imapport: 7,
  imapflags: 127,
  imapfolder: 63,
  imapvmshareid: 79,
} as const;
const NAME_BYTES = 79;

/** @param findings is told what is wrong with the line */
export function siteMailbox(entry: Entry, context: Bytes, settings: Settings, findings: Finding[]): SiteMailbox {
  const line = parseMailboxLine(entry.value);
  const address = { extension: textOf(entry.name, NAME_BYTES), context: textOf(context, NAME_BYTES) };
  const options = new Options(line, entry.place, addressText(address), findings);
  const password = options.text('imappassword', '');
  return {
    address,
    place: entry.place,
    pin: new Pin(textOf(line.pin, PIN_BYTES), address.extension),
    keepsPinInSpool: options.spool(settings.keepsPinsInSpool),
    name: textOf(line.name, NAME_BYTES),
    emails: textOf(line.email)
      .split('|')
      .filter((email) => email !== ''),
    pager: textOf(line.pager, NAME_BYTES),
    mailServer: serverOf(options, settings, entry.place),
    user: options.text('imapuser', '') || null,
    password: password === '' ? null : new Secret(password),
    folder: options.text('imapfolder', settings.folders.inbox) || 'INBOX',
    shareId: options.text('imapvmshareid', '') || null,
    zone: options.text('tz', settings.zone) || null,
    locale: options.text('locale', settings.locale) || null,
    language: options.text('language', '') || null,
    limits: limitsOf(options, settings.limits),
    directory: { isHidden: options.isTrue('hidefromdir'), names: options.all('alias') },
    deletesMailed: options.isTrue('delete'),
  };
}

function serverOf(options: Options, { server, mailServer }: Settings, place: Place): MailServer {
  // Empty means that of [general] (imap_mailbox_name).
  const host = options.text('imapserver', '') || server.host;
  const port = options.text('imapport', '') || server.port;
  const flags = options.text('imapflags', '') || server.flags;
  const isGeneral = host === server.host && port === server.port && flags === server.flags;
  return isGeneral ? mailServer : mailServerOf({ ...server, host, port, flags }, place);
}

function limitsOf(options: Options, general: Limits): Limits {
  const maxSeconds = options.int('maxsecs');
  const minSeconds = options.int('minsecs');
  return {
    maxMessages: options.has('maxmsg') ? messagesOf(options.int('maxmsg')) : general.maxMessages,
    maxSeconds: maxSeconds !== null && maxSeconds > 0 ? maxSeconds : general.maxSeconds,
    minSeconds: minSeconds !== null && minSeconds >= 0 ? minSeconds : general.minSeconds,
  };
}

/** Two names for one thing. */
const SAME: Readonly<Record<Bytes, string>> = {
  imapsecret: 'imappassword',
  deletevoicemail: 'delete',
  maxmessage: 'maxsecs',
};

class Options {
  readonly #values: [name: string, value: Bytes][];
  readonly #last: ReadonlyMap<string, Bytes>;

  constructor(line: MailboxLine, place: Place, mailbox: string, findings: Finding[]) {
    this.#values = line.options.map(([name, value]) => [SAME[name] ?? name, value]);
    this.#last = new Map(this.#values);
    if (line.hasBlank) findings.push(finding('option-blank', place, mailbox));
    if (line.hasComma) findings.push(finding('option-comma', place, mailbox));
    for (const [name, room] of Object.entries(ROOM)) {
      if ((this.#last.get(name)?.length ?? 0) > room)
        findings.push(finding('value-cut', place, `${name} of ${mailbox}`));
    }
  }

  has(name: string): boolean {
    return this.#last.has(name);
  }

  text(name: keyof typeof ROOM, fallback: string): string {
    const value = this.#last.get(name);
    return value === undefined ? fallback : textOf(value, ROOM[name]);
  }

  all(name: string): string[] {
    return this.#values.filter(([one]) => one === name).map(([, value]) => textOf(value));
  }

  isTrue(name: string): boolean {
    return isTrue(this.#last.get(name) ?? '');
  }

  int(name: string): number | null {
    return leadingInt(this.#last.get(name) ?? '');
  }

  spool(fallback: boolean): boolean {
    const said = this.#last.get('passwordlocation');
    return said === undefined ? fallback : said.toLowerCase() === 'spooldir';
  }
}
