import 'server-only';
import type { Entry, FolderIndex } from '#lib/imap/index-cache.ts';
import { callerOf } from '#lib/voicemail/caller.ts';
import { VoicemailError } from '#lib/voicemail/errors.ts';
import { type CallSearch, matcherOf } from '#lib/voicemail/match.ts';
import type { Status } from '#lib/voicemail/message.ts';
import { byNewest } from './ownership.ts';

interface PageFilter extends EntryFilter {
  limit: number;
  before?: string | undefined;
}

interface EntryFilter extends CallSearch {
  status?: Status | undefined;
  urgent?: boolean | undefined;
}

export const statusOf = ({ flags }: Entry): Status => (flags.isSeen ? 'old' : 'new');

/** As Asterisk counts it: flagged and not yet heard (app_voicemail.c __messagecount). */
export const isUrgent = ({ flags }: Entry): boolean => flags.isFlagged && !flags.isSeen;

export function entriesOf({ entries }: FolderIndex, uids: number[]): Entry[] {
  return uids.flatMap((uid) => entries.get(uid) ?? []);
}

/** Names are whole only in entries with details. */
function isMatching({ status, urgent, ...search }: EntryFilter): (entry: Entry) => boolean {
  const isCall = matcherOf(search);
  return (entry) =>
    (status ?? statusOf(entry)) === statusOf(entry) &&
    (urgent ?? entry.flags.isFlagged) === entry.flags.isFlagged &&
    isCall({
      caller: entry.detail?.caller ?? callerOf(entry.headers),
      receivedSeconds: entry.receivedSeconds,
      durationSeconds: entry.headers.durationSeconds,
    });
}

/**
 * One page of a listing. The cursor is the place of the last row above, so rows that come or go shift nothing.
 * @param uids newest first
 * @throws {VoicemailError} request-invalid, message-id-stale
 */
export function pageOf(index: FolderIndex, uids: number[], { limit, before, ...filter }: PageFilter) {
  const matching = entriesOf(index, uids).filter(isMatching(filter));
  const start = before === undefined ? 0 : startAfter(index, matching, before);
  const entries = matching.slice(start, start + limit);
  const last = entries.at(-1);
  const hasMore = start + limit < matching.length;
  return { entries, next: hasMore && last ? cursorOf(index, last) : null, total: matching.length };
}

/**
 * The rows from the newest down to a cursor, or all of them, and how many there are in the listing.
 * @param uids newest first
 * @throws {VoicemailError} request-invalid, message-id-stale
 */
export function rangeOf(
  index: FolderIndex,
  uids: number[],
  { through, ...filter }: EntryFilter & { through?: string | undefined },
) {
  const matching = entriesOf(index, uids).filter(isMatching(filter));
  const end = through === undefined ? matching.length : startAfter(index, matching, through);
  return { entries: matching.slice(0, end), total: matching.length };
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
