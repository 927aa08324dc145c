import type { Misbehaviour } from '#test/bad-imap-plan.ts';
import type { Mail } from '#test/builders.ts';
import type { OddMessage } from '#test/odd-message.ts';
import { ODD_MESSAGES } from '#test/odd-messages.ts';
import { type Member, messagesOf, type OldCall } from './member.ts';

const CALLS: OldCall[] = [
  { ago: '1h', name: 'Dr Patel', number: '+12025550143', seconds: 12, codec: 'gsm' },
  { ago: '1d', name: 'Anna Lindqvist', number: '+46850501234', seconds: 7 },
  { ago: '3d', name: 'Courier', number: '+447700900123', seconds: 9, codec: 'ulaw', status: 'old' },
];

function member(name: string, about: string, now: Date, change: Partial<Member> = {}): Member {
  const owner = { extension: name, context: 'default', fullName: `Number ${name}`, email: `${name}@example.test` };
  return { name, password: name, owners: [owner], about, folders: { INBOX: messagesOf(owner, now, CALLS) }, ...change };
}

/** Those who have trouble on purpose, numbered after the HTTP status that comes of it. */
export function troubled(now: Date): Member[] {
  const silent = member('1404', 'the recordings are missing', now);
  return [
    { ...silent, folders: { INBOX: (silent.folders.INBOX ?? []).map(withoutRecording) } },
    member('1410', 'UIDVALIDITY changes twice a minute', now),
    member('1502', 'the mail server hangs up', now),
    member('1503', 'the mail server is slow', now),
    member('1507', 'over quota', now, { quotaMessages: CALLS.length }),
    member('1999', 'every odd message on record', now, { folders: byFolder(ODD_MESSAGES) }),
  ];
}

/** Whose UIDVALIDITY somebody has to change, and how often. */
export const RENUMBERED = { user: '1410', everyMs: 30_000 };

/** What a proxy must do to some of them. */
export const TROUBLE: Misbehaviour[] = [
  { user: '1502', at: 'FETCH', does: 'drop' },
  { user: '1503', at: 'FETCH', does: 'wait', waitMs: 2500 },
];

/** As a mail gateway leaves it that takes attachments away. */
function withoutRecording(mail: Mail): Mail {
  const text = mail.raw.toString('latin1');
  const start = text.search(/--[^\r]*\r\nContent-Type: audio/);
  const end = text.search(/--[^\r]*--\r\n\.\r\n$/);
  return { ...mail, raw: Buffer.from(text.slice(0, start) + text.slice(end), 'latin1') };
}

function byFolder(messages: readonly OddMessage[]): Record<string, Mail[]> {
  const folders = [...new Set(messages.map(({ folder }) => folder))];
  return Object.fromEntries(folders.map((name) => [name, messages.filter(({ folder }) => folder === name)]));
}
