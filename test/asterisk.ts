import { dateHeader, origDate } from '#lib/voicemail/asterisk-dates.ts';
import { base64Lines, type Encoding, headerName, stripControlAndHigh, toBytes } from './asterisk-text.ts';
import { spokenLength, unixSeconds } from './asterisk-time.ts';

/** One sound of a message: the file's ending tells the codec, its case included. */
export interface Attachment {
  extension: string;
  bytes: Uint8Array;
}

/** What app_voicemail knows when it stores a message. */
export interface AsteriskMessage {
  /** `extension@context` of voicemail.conf. */
  extension: string;
  context: string;
  /** voicemail.conf `imapvmshareid`: stands in the header instead of the extension. */
  shareId?: string;
  fullName: string;
  email: string;
  /** voicemail.conf `tz`, and `charset`, which labels the bytes and changes none. */
  zone: string;
  charset: string;
  encoding: Encoding;
  /** Counted from 1, as the subject tells it; the attachment's name counts from 0. */
  number: number;
  caller: { name?: string; number?: string };
  durationSeconds: number;
  /** The end of the recording. */
  storedAt: Date;
  /** `null` for greetings and forwarded messages. */
  asteriskId: string | null;
  flag: 'Urgent' | 'PRIORITY' | '';
  recording: Attachment;
  /** What the one who forwards the message says before it. */
  intro?: Attachment;
  /** A greeting instead of a message. */
  greeting?: 'unavail' | 'busy' | 'greet' | 'temp';
  /** What Asterisk draws: the process, two random numbers, the host. */
  unique: { pid: number; messageId: number; boundary: number; host: string };
  /** The server's address, and the dialplan priority of the call. */
  serverEmail: string;
  priority: number;
}

const END = '\r\n';

/** The message as app_voicemail.c make_email_file writes it for IMAP (imap=1), from 13.10 on. */
export function asteriskMessage(message: AsteriskMessage): Buffer {
  const boundary = boundaryOf(message);
  const lines = [...headers(message), '', '', 'This is a multi-part message in MIME format.', '', ''];
  const end = `${END}${END}--${boundary}--${END}.${END}`;
  return Buffer.from(`${lines.join(END)}${body(message)}${attachments(message)}${end}`, 'latin1');
}

function boundaryOf({ number, extension, unique }: AsteriskMessage): string {
  return `----voicemail_${number}${extension}${unique.pid}${unique.boundary}`;
}

/** Values that are empty leave the space after the colon; only To may fold. */
function headers(message: AsteriskMessage): string[] {
  const { number, unique, storedAt, zone, fullName, charset, encoding } = message;
  const messageId = `Asterisk-${number}-${unique.messageId}-${message.extension}-${unique.pid}@${unique.host}`;
  return [
    `Date: ${dateHeader(storedAt, zone)}`,
    `From: Asterisk PBX <${message.serverEmail}>`,
    `To: ${headerName(toBytes(fullName, encoding), charset, 'To: '.length)} <${message.email}>`,
    `Subject: ${subject(message)}`,
    `Message-ID: <${messageId}>`,
    ...voicemailHeaders(message),
    'MIME-Version: 1.0',
    `Content-Type: multipart/mixed; boundary="${boundaryOf(message)}"`,
  ];
}

function voicemailHeaders(message: AsteriskMessage): string[] {
  const callerNumber = headerValue(message, message.caller.number);
  const callerName = headerValue(message, message.caller.name);
  return [
    `X-Asterisk-VM-Message-Num: ${message.number}`,
    'X-Asterisk-VM-Server-Name: ',
    `X-Asterisk-VM-Context: ${message.context}`,
    `X-Asterisk-VM-Extension: ${message.shareId ?? message.extension}`,
    `X-Asterisk-VM-Flag: ${message.flag}`,
    `X-Asterisk-VM-Priority: ${message.priority}`,
    `X-Asterisk-VM-Caller-ID-Num: ${callerNumber}`,
    `X-Asterisk-VM-Caller-ID-Name: ${callerName}`,
    `X-Asterisk-VM-Duration: ${message.durationSeconds}`,
    'X-Asterisk-VM-Category: ',
    `X-Asterisk-VM-Message-Type: ${message.greeting ?? 'Message'}`,
    `X-Asterisk-VM-Orig-date: ${origDate(message.storedAt, message.zone)}`,
    `X-Asterisk-VM-Orig-time: ${unixSeconds(message.storedAt)}`,
    `X-Asterisk-VM-Message-ID: ${message.asteriskId ?? '(null)'}`,
    ...(callerNumber ? [`X-Asterisk-CallerID: ${callerNumber}`] : []),
    ...(callerName ? [`X-Asterisk-CallerIDName: ${callerName}`] : []),
  ];
}

/** So "José" reaches the header as "Jos". */
function headerValue({ encoding }: AsteriskMessage, text = ''): string {
  return stripControlAndHigh(toBytes(text, encoding));
}

function subject({ greeting, number, extension, flag, storedAt, zone }: AsteriskMessage): string {
  if (greeting) return `New greeting '${greeting}' on ${origDate(storedAt, zone)}.`;
  return `[PBX]: New ${flag ? `${flag} ` : ''}message ${number} in mailbox ${extension}`;
}

/** The text part: raw bytes under the label of the site's charset. */
function body(message: AsteriskMessage): string {
  const text = message.greeting ? greetingText(message) : messageText(message);
  const part = [
    `--${boundaryOf(message)}`,
    `Content-Type: text/plain; charset=${message.charset}`,
    'Content-Transfer-Encoding: 8bit',
    '',
    ...text,
    '',
  ];
  return part.map((line) => toBytes(line, message.encoding) + END).join('');
}

function messageText({ fullName, durationSeconds, number, extension, caller, storedAt, zone }: AsteriskMessage) {
  const from = caller.name ?? caller.number ?? 'an unknown caller';
  return [
    `Dear ${fullName}:`,
    '',
    `\tJust wanted to let you know you were just left a ${spokenLength(durationSeconds)} long message (number ${number})`,
    `in mailbox ${extension} from ${from}, on ${origDate(storedAt, zone)} so you might`,
    'want to check it when you get a chance.  Thanks!',
    '',
    '\t\t\t\t--Asterisk',
  ];
}

function greetingText({ greeting, storedAt, zone }: AsteriskMessage) {
  return [
    `This message is to let you know that your greeting '${greeting}' was changed on ${origDate(storedAt, zone)}.`,
    'Please do not delete this message, lest your greeting vanish with it.',
  ];
}

/** The recording is part 2, the intro of a forwarded message part 3. */
function attachments(message: AsteriskMessage): string {
  const index = String(message.number - 1).padStart(4, '0');
  const { recording, intro, greeting } = message;
  const sounds = [
    { sound: recording, name: greeting ?? `msg${index}` },
    ...(intro ? [{ sound: intro, name: `msgintro${index}` }] : []),
  ];
  return sounds.map(({ sound, name }) => attachment(message, sound, name)).join('');
}

/** app_voicemail.c add_email_attachment */
function attachment(message: AsteriskMessage, { extension, bytes }: Attachment, name: string): string {
  const type = extension.toLowerCase() === 'ogg' ? 'application/' : 'audio/x-';
  const head = [
    `--${boundaryOf(message)}`,
    `Content-Type: ${type}${extension}; name="${name}.${extension}"`,
    'Content-Transfer-Encoding: base64',
    'Content-Description: Voicemail sound attachment.',
    `Content-Disposition: attachment; filename="${name}.${extension}"`,
    '',
    '',
  ];
  return head.join(END) + base64Lines(bytes);
}
