import 'server-only';
import type { Entry, FolderIndex } from '#lib/imap/index-cache.ts';
import { VoicemailError } from '#lib/voicemail/errors.ts';
import type { Status } from '#lib/voicemail/message.ts';
import { byNewest } from './ownership.ts';

interface PageFilter {
  limit: number;
  before?: string | undefined;
  status?: Status | undefined;
  urgent?: boolean | undefined;
}

export const statusOf = ({ flags }: Entry): Status => (flags.isSeen ? 'old' : 'new');

/** As Asterisk counts it: flagged and not yet heard (app_voicemail.c __messagecount). */
export const isUrgent = ({ flags }: Entry): boolean => flags.isFlagged && !flags.isSeen;

/**
 * One page of a listing. The cursor is the place of the last row above, so rows that come or go shift nothing.
 * @param uids newest first
 * @throws {VoicemailError} request-invalid, message-id-stale
 */
export function pageOf(index: FolderIndex, uids: number[], { limit, before, status, urgent }: PageFilter) {
  const all = uids.flatMap((uid) => index.entries.get(uid) ?? []);
  const matching = all.filter(
    (entry) =>
      (status ?? statusOf(entry)) === statusOf(entry) && (urgent ?? entry.flags.isFlagged) === entry.flags.isFlagged,
  );
  const start = before === undefined ? 0 : startAfter(index, matching, before);
  const entries = matching.slice(start, start + limit);
  const last = entries.at(-1);
  const hasMore = start + limit < matching.length;
  return { entries, next: hasMore && last ? cursorOf(index, last) : null, total: matching.length };
}

const CURSOR = /^(\d{1,12})\.(\d{1,10})\.(\d{1,10})$/;

function cursorOf({ state }: FolderIndex, { receivedSeconds, uid }: Entry): string {
  return `${receivedSeconds}.${state.uidValidity}.${uid}`;
}

function startAfter({ state }: FolderIndex, entries: Entry[], before: string): number {
  const [, receivedSeconds, uidValidity, uid] = CURSOR.exec(before)?.map(Number) ?? [];
  if (receivedSeconds === undefined || uid === undefined) {
    throw new VoicemailError('request-invalid', 'Cannot turn the page: before is not a cursor of ours');
  }
  if (uidValidity !== state.uidValidity) {
    throw new VoicemailError('message-id-stale', 'Cannot turn the page: the folder has been numbered anew');
  }
  const index = entries.findIndex((entry) => byNewest({ receivedSeconds, uid }, entry) < 0);
  return index < 0 ? entries.length : index;
}
