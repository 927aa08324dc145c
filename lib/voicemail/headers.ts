import { type MailboxAddress, parseAddress } from './address.ts';
import { LAST_SECOND_OF_9999, parseDateHeader } from './date-header.ts';
import { decodeEncodedWords } from './encoded-word.ts';
import { firstValues } from './header-block.ts';
import { cut, printable, textOf } from './text.ts';

/** The fields that `parseHeaderBlock` reads: what to ask the mail server for (app_voicemail.c make_email_file). */
export const HEADER_NAMES = [
  'Date',
  'Message-ID',
  'X-Asterisk-VM-Message-Num',
  'X-Asterisk-VM-Context',
  'X-Asterisk-VM-Extension',
  'X-Asterisk-VM-Flag',
  'X-Asterisk-VM-Caller-ID-Num',
  'X-Asterisk-VM-Caller-ID-Name',
  'X-Asterisk-VM-Duration',
  'X-Asterisk-VM-Message-Type',
  'X-Asterisk-VM-Orig-time',
  'X-Asterisk-VM-Message-ID',
] as const;

/** What the headers of one message say. `null`: not said, or not in a form that can be believed. */
export interface VoicemailHeaders {
  /** Whose voicemail, to the letter; `null` for ordinary mail. */
  address: MailboxAddress | null;
  /** Which greeting this is (`unavail`, `busy`, `greet`, `temp`); `null` for a voicemail. */
  greeting: string | null;
  /** `null`: no such header. Empty: it says nothing. Outer spaces are kept: there Asterisk deleted letters. */
  callerName: string | null;
  callerNumber: string | null;
  durationSeconds: number | null;
  /** When the recording ended, Unix time. */
  origTimeSeconds: number | null;
  dateSeconds: number | null;
  /** Minutes east of UTC in the Date header: the mailbox's own zone, as Asterisk writes it. */
  zoneOffsetMinutes: number | null;
  flag: 'Urgent' | 'PRIORITY' | '';
  /** Equal in all copies, and not unique for ever: Asterisk's counter starts again with it. */
  asteriskId: string | null;
  messageNumber: number | null;
  /** The RFC 5322 Message-ID: unique per store, survives a copy. */
  messageId: string | null;
}

type HeaderName = (typeof HEADER_NAMES)[number];

const LONGEST_TEXT = 255;
const LONGEST_DURATION_SECONDS = 24 * 60 * 60;

/** A header block, or the answer to `BODY[HEADER.FIELDS (…)]`, as fields. Never throws; time grows with the size. */
export function parseHeaderBlock(block: Uint8Array): VoicemailHeaders {
  const values = firstValues(block, HEADER_NAMES);
  const raw = (name: HeaderName): string | null => {
    const value = values.get(name);
    return value ? textOf(value) : null;
  };
  const text = (name: HeaderName) => cut(printable(raw(name) ?? '').trim(), LONGEST_TEXT);
  const number = (name: HeaderName, largest: number) => wholeNumber(text(name), largest);
  const date = parseDateHeader(text('Date'));
  return {
    address: addressOf(raw('X-Asterisk-VM-Extension'), raw('X-Asterisk-VM-Context')),
    greeting: greetingOf(text('X-Asterisk-VM-Message-Type')),
    callerName: callerText(raw('X-Asterisk-VM-Caller-ID-Name'), decodeEncodedWords),
    callerNumber: callerText(raw('X-Asterisk-VM-Caller-ID-Num')),
    durationSeconds: number('X-Asterisk-VM-Duration', LONGEST_DURATION_SECONDS),
    origTimeSeconds: number('X-Asterisk-VM-Orig-time', LAST_SECOND_OF_9999) || null,
    dateSeconds: date?.seconds ?? null,
    zoneOffsetMinutes: date?.zoneOffsetMinutes ?? null,
    flag: flagOf(text('X-Asterisk-VM-Flag')),
    asteriskId: asteriskIdOf(text('X-Asterisk-VM-Message-ID')),
    messageNumber: number('X-Asterisk-VM-Message-Num', Number.MAX_SAFE_INTEGER),
    messageId: text('Message-ID') || null,
  };
}

/** Whether this is someone's voicemail: not ordinary mail, and not a greeting, which Asterisk keeps beside it. */
export function isVoicemail({ address, greeting }: VoicemailHeaders): boolean {
  return address !== null && greeting === null;
}

/** When the recording ended, Unix time. Orig-date is never asked: it is text in the site's own format and language. */
export function receivedSeconds(headers: VoicemailHeaders, internalDateSeconds: number): number {
  return headers.origTimeSeconds ?? headers.dateSeconds ?? internalDateSeconds;
}

/** A value that would have to be cleaned names no mailbox: Asterisk compares bytes. */
function addressOf(extension: string | null, context: string | null): MailboxAddress | null {
  if (extension === null || context === null) return null;
  const text = `${extension.trim()}@${context.trim()}`;
  return text === printable(text) ? parseAddress(text) : null;
}

/** Absent before Asterisk 1.6.0: then it is a message. */
function greetingOf(messageType: string): string | null {
  return ['', 'message'].includes(messageType.toLowerCase()) ? null : messageType;
}

function callerText(value: string | null, decode = (text: string) => text): string | null {
  return value === null ? null : cut(printable(decode(value)).replace(/^ /, ''), LONGEST_TEXT);
}

function flagOf(text: string): VoicemailHeaders['flag'] {
  return text === 'Urgent' || text === 'PRIORITY' ? text : '';
}

/** `(null)`: how C prints the missing id of greetings and forwards. */
function asteriskIdOf(text: string): string | null {
  return text === '' || text === '(null)' ? null : text;
}

function wholeNumber(text: string, largest: number): number | null {
  return /^\d{1,16}$/.test(text) && Number(text) <= largest ? Number(text) : null;
}
