import 'server-only';
import type { Reading } from '#lib/imap/index-cache.ts';
import type { Indexing } from '#lib/voicemail/summary.ts';

/** How far the first reading of a folder is, in messages of any kind. */
export function indexingOf(reading: Reading): Indexing;
export function indexingOf(reading: Reading | null): Indexing | null;
export function indexingOf(reading: Reading | null): Indexing | null {
  if (!reading) return null;
  const { totalMessages, lastSequence } = reading;
  return { doneMessages: totalMessages - lastSequence, totalMessages };
}
