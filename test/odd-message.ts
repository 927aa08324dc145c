import type { Caller, Message } from '#lib/voicemail/message.ts';
import { aMessage, type Mail, type MessageWish, NOW } from './builders.ts';

/** What the list shall say of a message. */
export type Row = Pick<
  Message,
  'caller' | 'receivedAt' | 'durationSeconds' | 'status' | 'urgent' | 'codec' | 'hasIntro' | 'asteriskId'
>;

/** A message that is unlike the others, and how the list must take it. */
export interface OddMessage extends Mail {
  /** What is odd about it. */
  name: string;
  folder: string;
  /** `null`: the list shows no such message. */
  row: Partial<Row> | null;
}

interface Oddity {
  /** Changes the message after Asterisk wrote it; one byte is one character. */
  edit?: (raw: string) => string;
  /** Where the row is not simply what the message was written from. */
  row?: Partial<Row> | null;
  folder?: string;
  flags?: string[];
}

const OWNER = { extension: '1999', context: 'default', fullName: 'Nina Oddsson' };
const NUMBER = '+15550001999';
const MINUTE_MS = 60_000;

let made = 0;

/**
 * A voicemail to 1999@default that is odd in one way, a minute older than the one before. Unless the oddity is in the
 * caller, its name is the caller's, so that the list itself tells what each row is about.
 */
export function odd(name: string, wish: MessageWish = {}, oddity: Oddity = {}): OddMessage {
  const { edit = (raw) => raw, row = {}, folder = 'INBOX' } = oddity;
  made += 1;
  const storedAt = new Date(NOW.getTime() - made * MINUTE_MS);
  const caller = wish.caller ?? { name, number: NUMBER };
  const mail = aMessage({ ...OWNER, storedAt, ...wish, caller });
  const expected: Partial<Row> = {
    caller: shown(caller.name ?? null, caller.number ?? null),
    receivedAt: mail.arrivedAt.toISOString(),
    durationSeconds: wish.durationSeconds ?? 1,
    status: wish.status ?? 'new',
    urgent: wish.urgent ?? false,
    codec: wish.recording?.extension ?? 'gsm',
    hasIntro: wish.intro !== undefined,
  };
  return {
    ...mail,
    raw: Buffer.from(edit(mail.raw.toString('latin1')), 'latin1'),
    flags: oddity.flags ?? mail.flags,
    name,
    folder,
    row: row && { ...expected, ...row },
  };
}

export function shown(name: string | null, number: string | null = NUMBER): Caller {
  return { name, number, presentation: 'shown' };
}

export function hidden(presentation: 'withheld' | 'unknown'): Caller {
  return { name: null, number: null, presentation };
}

/** A header with another value, as it stands after the colon, space included. */
export function withHeader(name: string, value: string): (raw: string) => string {
  return (raw) => raw.replace(new RegExp(`^${name}:.*\r$`, 'm'), `${name}:${value}\r`);
}

export function withoutHeaders(...names: string[]): (raw: string) => string {
  return (raw) => raw.replaceAll(new RegExp(`^(${names.join('|')}):.*\r\n`, 'gm'), '');
}

/** Before the headers that Asterisk wrote. */
export function withFirst(...lines: string[]): (raw: string) => string {
  return (raw) => lines.map((line) => `${line}\r\n`).join('') + raw;
}
