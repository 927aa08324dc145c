import type { MailboxSummary } from '#lib/voicemail/summary.ts';

export interface QuotaState {
  level: 'calm' | 'nearly-full' | 'full';
  /** How full the fullest limit is, 0 to 1. */
  fullness: number;
  /** `61 of 100 messages` */
  messages: string;
  /** `18 MB of 50`; `null` where no limit is known. */
  storage: string | null;
  /** What the fullest limit says: `100 of 100`, `50 MB of 50`. */
  fullest: string;
  /** `Room for 15 more messages.`; `null` while calm and when full. */
  room: string | null;
}

interface Limit {
  used: number;
  limit: number;
  text: string;
  room: string;
}

const NEARLY_FULL = 0.8;
const MEGABYTE = 1024 * 1024;

/**
 * How full a mailbox is. Three limits can close it to callers: Asterisk's `maxmsg` on the inbox, and the mail
 * server's MESSAGE and STORAGE (RFC 9208 §5); whichever is fullest decides.
 */
export function quotaState(summary: Pick<MailboxSummary, 'folders' | 'quota' | 'maxMessages'>): QuotaState {
  const inbox = summary.folders.find(({ slug }) => slug === 'inbox')?.total ?? 0;
  const { usedBytes, limitBytes, usedMessages, limitMessages } = summary.quota ?? {};
  const asterisk = messageLimit(inbox, summary.maxMessages);
  const server = limitMessages == null ? null : messageLimit(usedMessages ?? 0, limitMessages);
  const storage = limitBytes == null ? null : storageLimit(usedBytes ?? 0, limitBytes);

  const messages = fuller(asterisk, server);
  const fullest = fuller(messages, storage);
  const fullness = Math.min(1, share(fullest));
  const level = fullness >= 1 ? 'full' : fullness >= NEARLY_FULL ? 'nearly-full' : 'calm';
  return {
    level,
    fullness,
    messages: `${messages.text} messages`,
    storage: storage?.text ?? null,
    fullest: fullest.text,
    room: level === 'nearly-full' ? fullest.room : null,
  };
}

function messageLimit(used: number, limit: number): Limit {
  const left = limit - used;
  const room = left === 1 ? 'Room for 1 more message.' : `Room for ${number(left)} more messages.`;
  return { used, limit, text: `${number(used)} of ${number(limit)}`, room };
}

function storageLimit(used: number, limit: number): Limit {
  const text = `${megabytes(used)} MB of ${megabytes(limit)}`;
  return { used, limit, text, room: `Room for ${megabytes(limit - used)} MB more.` };
}

function fuller(a: Limit, b: Limit | null): Limit {
  return b && share(b) > share(a) ? b : a;
}

function share({ used, limit }: Limit): number {
  return limit > 0 ? used / limit : 1;
}

function megabytes(bytes: number): string {
  const many = bytes / MEGABYTE;
  return number(many < 10 ? Math.round(many * 10) / 10 : Math.round(many));
}

function number(many: number): string {
  return many.toLocaleString('en-GB');
}
