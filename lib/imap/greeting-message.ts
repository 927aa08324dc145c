import 'server-only';
import { dateHeader, origDate } from '#lib/voicemail/asterisk-dates.ts';

/** What app_voicemail knows when it stores a greeting. */
export interface GreetingMail {
  /** `unavail`, `busy`, `greet` or `temp`. */
  stem: string;
  /** Of the file, without its dot, case kept. */
  extension: string;
  bytes: Uint8Array;
  durationSeconds: number;
  storedAt: Date;
  /** Whose it is; `ownerId` stands in the header (`imapvmshareid`, or the extension). */
  mailbox: { extension: string; context: string; ownerId: string; name: string; emails: readonly string[] };
  /** Of the site: the zone of its dates, what its text is labelled as, and who writes. */
  site: { timeZone: string | undefined; charset: string; serverEmail: string };
  /** What Asterisk draws: the process, two random numbers, the host; and the dialplan priority of the call. */
  unique: { pid: number; messageId: number; boundary: number; host: string; priority: number };
}

const END = '\r\n';
/** main/utils.c BASELINELEN */
const BASE64_COLUMNS = /.{1,72}/g;

/** As the header has it. */
export function greetingMessageId({ mailbox, unique }: Pick<GreetingMail, 'mailbox' | 'unique'>): string {
  return `<Asterisk-0-${unique.messageId}-${mailbox.extension}-${unique.pid}@${unique.host}>`;
}

/**
 * A greeting as app_voicemail.c make_email_file writes it for IMAP (imap=1), from 13.10 on: Asterisk reads its headers by
 * position and finds it by the name of part 2, so nothing here is left to a library.
 */
export function greetingMessage(mail: GreetingMail): Buffer {
  const boundary = `----voicemail_0${mail.mailbox.extension}${mail.unique.pid}${mail.unique.boundary}`;
  const lines = [
    ...headers(mail),
    'MIME-Version: 1.0',
    `Content-Type: multipart/mixed; boundary="${boundary}"`,
    '',
    '',
    'This is a multi-part message in MIME format.',
    '',
    ...textPart(mail, boundary),
    ...soundPart(mail, boundary),
    '',
    '',
    `--${boundary}--`,
    '.',
    '',
  ];
  return Buffer.from(lines.join(END), 'latin1');
}

function headers(mail: GreetingMail): string[] {
  const { stem, storedAt, mailbox, site, unique } = mail;
  const when = origDate(storedAt, site.timeZone);
  return [
    `Date: ${dateHeader(storedAt, site.timeZone)}`,
    `From: Asterisk PBX <${site.serverEmail}>`,
    `To: ${mailbox.emails.map((email) => `${quoted(mailbox.name)} <${inHeader(email)}>`).join(`,${END} `)}`,
    `Subject: New greeting '${stem}' on ${when}.`,
    `Message-ID: ${greetingMessageId(mail)}`,
    'X-Asterisk-VM-Message-Num: 0',
    'X-Asterisk-VM-Server-Name: ',
    `X-Asterisk-VM-Context: ${inHeader(mailbox.context)}`,
    `X-Asterisk-VM-Extension: ${inHeader(mailbox.ownerId)}`,
    'X-Asterisk-VM-Flag: ',
    `X-Asterisk-VM-Priority: ${unique.priority}`,
    'X-Asterisk-VM-Caller-ID-Num: ',
    'X-Asterisk-VM-Caller-ID-Name: ',
    `X-Asterisk-VM-Duration: ${Math.floor(mail.durationSeconds)}`,
    'X-Asterisk-VM-Category: ',
    `X-Asterisk-VM-Message-Type: ${stem}`,
    `X-Asterisk-VM-Orig-date: ${when}`,
    `X-Asterisk-VM-Orig-time: ${Math.floor(storedAt.getTime() / 1000)}`,
    'X-Asterisk-VM-Message-ID: (null)',
  ];
}

function textPart({ stem, storedAt, site }: GreetingMail, boundary: string): string[] {
  return [
    `--${boundary}`,
    `Content-Type: text/plain; charset=${inHeader(site.charset)}`,
    'Content-Transfer-Encoding: 8bit',
    '',
    `This message is to let you know that your greeting '${stem}' was changed on ${origDate(storedAt, site.timeZone)}.`,
    'Please do not delete this message, lest your greeting vanish with it.',
    '',
  ];
}

/** The name is the first parameter, and the only one that Asterisk reads (imap_retrieve_greeting). */
function soundPart({ stem, extension, bytes }: GreetingMail, boundary: string): string[] {
  const name = `${stem}.${extension}`;
  return [
    `--${boundary}`,
    `Content-Type: audio/x-${extension}; name="${name}"`,
    'Content-Transfer-Encoding: base64',
    'Content-Description: Voicemail sound attachment.',
    `Content-Disposition: attachment; filename="${name}"`,
    '',
    ...(Buffer.from(bytes).toString('base64').match(BASE64_COLUMNS) ?? ['']),
  ];
}

/** A name for To: as a quoted string where it can be one (app_voicemail.c check_mime), else in words of RFC 2047. */
function quoted(name: string): string {
  if (/^[^\p{Cc}()<>@,:;/"[\]?.=\\]*$/u.test(name) && /^[ -~]*$/.test(name)) return `"${name}"`;
  const bytes = Buffer.from(name.replaceAll(/\p{Cc}/gu, ' '));
  const words = Array.from({ length: Math.ceil(bytes.length / MOST_WORD_BYTES) }, (_, word) =>
    bytes.subarray(word * MOST_WORD_BYTES, (word + 1) * MOST_WORD_BYTES).toString('base64'),
  );
  return words.map((word) => `=?UTF-8?B?${word}?=`).join(`${END} `);
}

/** With its frame a word has at most 75 characters (RFC 2047 §2). */
const MOST_WORD_BYTES = 42;

/** Nothing from voicemail.conf ends a line. */
const inHeader = (text: string) => text.replaceAll(/[^ -~]/g, '');
