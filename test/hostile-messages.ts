import { aMessage, type Mail, type MessageWish } from './builders.ts';

const MEGABYTE = 1024 * 1024;
const NUMBER = '+15550009999';

/** A message made to do harm. Its caller's number is always the same, and its name says what it is. */
export interface HostileMessage extends Mail {
  name: string;
}

function hostile(name: string, edit: (raw: string) => string, wish: MessageWish = {}): HostileMessage {
  const mail = aMessage({ caller: { name, number: NUMBER }, ...wish });
  return { ...mail, name, raw: Buffer.from(edit(mail.raw.toString('latin1')), 'latin1') };
}

/** Everything after the headers that say who called. */
const withBody = (body: string) => (raw: string) => raw.slice(0, raw.indexOf('Content-Type: multipart')) + body;
const withField = (field: string) => (raw: string) => `${field}\r\n${raw}`;

const part = (boundary: string, text = 'x') => `--${boundary}\r\nContent-Type: text/plain\r\n\r\n${text}\r\n`;
const multipart = (boundary: string, parts: string) =>
  `Content-Type: multipart/mixed; boundary=${boundary}\r\n\r\n${parts}--${boundary}--\r\n`;

function nested(depth: number): string {
  const opening = Array.from(
    { length: depth },
    (_, i) => `Content-Type: multipart/mixed; boundary=b${i}x\r\n\r\n--b${i}x\r\n`,
  );
  return `${opening.join('')}Content-Type: text/plain\r\n\r\nx\r\n`;
}

const asAttached = (depth: number) => `${'Content-Type: message/rfc822\r\n\r\n'.repeat(depth)}Subject: x\r\n\r\nx\r\n`;

/** Silence in GSM, which decoding makes ten times as large. */
const gsm = (bytes: number) => ({
  extension: 'gsm',
  bytes: Buffer.alloc(bytes, Buffer.from('d2'.padEnd(66, '0'), 'hex')),
});

/** What anyone who can send mail into a voicemail account could put there. */
export const hostileMessages = (): HostileMessage[] => [
  hostile('a recording of 100 MB', (raw) => raw, { recording: gsm(100 * MEGABYTE) }),
  hostile('10000 parts', withBody(multipart('many', part('many').repeat(10_000)))),
  hostile('100000 parts', withBody(multipart('many', part('many').repeat(100_000)))),
  hostile('1000 multiparts in one another', withBody(nested(1000))),
  hostile('1000 messages in one another', withBody(asAttached(1000))),
  hostile('a header of 5 MB', withField(`X-Asterisk-VM-Flag: ${'x'.repeat(5 * MEGABYTE)}`)),
  hostile('a header of 100000 folded lines', withField(`Subject: x${'\r\n folded'.repeat(100_000)}`)),
  hostile('100000 headers', withField(Array.from({ length: 100_000 }, (_, i) => `X-H${i}: x`).join('\r\n'))),
  hostile('a file name of 1 MB', (raw) => raw.replace(/name="[^"]*"/g, `name="${'a'.repeat(MEGABYTE)}.gsm"`)),
  hostile('10000 parameters', (raw) =>
    raw.replace('audio/x-gsm', `audio/x-gsm; ${Array.from({ length: 10_000 }, (_, i) => `p${i}=x`).join('; ')}`),
  ),
  hostile('a boundary that never comes', (raw) => raw.replace(/boundary="[^"]*"/, 'boundary="nowhere"')),
  hostile('base64 that is none', (raw) =>
    raw.replace(/(base64\r\n(?:.+\r\n)*\r\n)[\s\S]*/, `$1${'\0=\xff-'.repeat(MEGABYTE)}`),
  ),
];

export const HOSTILE_NUMBER = NUMBER;
