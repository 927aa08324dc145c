import { type AsteriskMessage, asteriskMessage } from './asterisk.ts';
import { unixSeconds } from './asterisk-time.ts';
import { readFixture, soundOf } from './fixtures.ts';

/** A message as IMAP takes it. */
export interface Mail {
  raw: Buffer;
  /** IMAP's own words: `\Seen`, `\Flagged`, `\Deleted`. */
  flags: string[];
  /** When it reached the mail server. */
  arrivedAt: Date;
}

export interface MessageWish extends Partial<AsteriskMessage> {
  /** `\Seen` or not. */
  status?: 'new' | 'old';
  urgent?: boolean;
  /** A message that another mailbox's owner passed on: Asterisk keeps no id of it, and the caller is the forwarder. */
  forwarded?: boolean;
}

/** The clock of everything that names no time: Sunday evening in London, Monday morning in Kathmandu. */
export const NOW = new Date('2026-11-22T22:15:00Z');

/** A second of speech in raw GSM, from a real Asterisk. */
const SHORT_RECORDING = soundOf(readFixture('courier-one-second.gsm.eml'));

let written = 0;

/** A voicemail as Asterisk stores it; whatever is not wished for is that of an ordinary one to 1001@default. */
export function aMessage({ status = 'new', urgent = false, forwarded = false, ...wish }: MessageWish = {}): Mail {
  written += 1;
  const message: AsteriskMessage = {
    extension: '1001',
    context: 'default',
    fullName: 'Ada Lovelace',
    email: 'ada@example.test',
    zone: 'UTC',
    charset: 'UTF-8',
    encoding: 'utf8',
    number: written,
    caller: { name: 'Dr Patel', number: '+12025550143' },
    durationSeconds: 1,
    storedAt: NOW,
    asteriskId: forwarded ? null : asteriskId(wish.storedAt ?? NOW, wish.durationSeconds ?? 1),
    flag: urgent ? 'Urgent' : '',
    recording: SHORT_RECORDING,
    unique: { pid: 24_893, messageId: 1_000_000 + written, boundary: 2_000_000 + written, host: 'pbx.example.test' },
    serverEmail: 'asterisk@pbx.example.test',
    priority: 2,
    ...wish,
  };
  const flags = [...(status === 'old' ? ['\\Seen'] : []), ...(urgent ? ['\\Flagged'] : [])];
  return { raw: asteriskMessage(message), flags, arrivedAt: message.storedAt };
}

/** A greeting in the inbox, where Asterisk puts it unless told otherwise: number 0, no caller, no id, never seen. */
export function aGreeting(greeting: NonNullable<AsteriskMessage['greeting']>, wish: MessageWish = {}): Mail {
  return aMessage({ number: 0, caller: {}, asteriskId: null, ...wish, greeting });
}

/** Mail that is no voicemail, such as Asterisk's own notification (app_voicemail.c sendmail), which has no VM headers. */
export function anOrdinaryMail({
  subject = 'Lunch?',
  text = 'At noon, at the usual place?',
  from = 'Grace',
} = {}): Mail {
  written += 1;
  const lines = [
    `From: ${from} <grace@example.test>`,
    'To: Ada Lovelace <ada@example.test>',
    `Subject: ${subject}`,
    'Date: Sun, 22 Nov 2026 20:00:00 +0000',
    `Message-ID: <mail-${written}@example.test>`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=UTF-8',
    '',
    text,
    '',
  ];
  return { raw: Buffer.from(lines.join('\r\n')), flags: [], arrivedAt: NOW };
}

/** Its prefix is when the recording began (app_voicemail.c generate_msg_id). */
function asteriskId(storedAt: Date, durationSeconds: number): string {
  return `${unixSeconds(storedAt) - durationSeconds}-${written.toString(16).padStart(8, '0')}`;
}
