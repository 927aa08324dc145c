import 'server-only';
import type { Entry, FolderIndex } from '#lib/imap/index-cache.ts';
import { callerOf } from '#lib/voicemail/caller.ts';
import { VoicemailError } from '#lib/voicemail/errors.ts';
import { type CallSearch, matcherOf } from '#lib/voicemail/match.ts';
import type { Status } from '#lib/voicemail/message.ts';
import { byNewest } from './ownership.ts';
import type { Row } from './rows.ts';

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

/** Names are whole only in entries with details. `null`: nothing is asked for. */
function matcher({ status, urgent, ...search }: EntryFilter): ((entry: Entry) => boolean) | null {
  const { q, from, until, minSeconds, maxSeconds } = search;
  const wishes = [status, urgent, q || undefined, from, until, minSeconds, maxSeconds];
  if (wishes.every((wish) => wish === undefined)) return null;
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
 * @param rows newest first
 * @throws {VoicemailError} request-invalid, message-id-stale
 */
export function pageOf(index: FolderIndex, rows: Row[], { limit, before, ...filter }: PageFilter) {
  const matching = matchingOf(index, rows, filter);
  const start = before === undefined ? 0 : startAfter(index, matching, before);
  const entries = matching.slice(start, start + limit).map(currentIn(index));
  const last = entries.at(-1);
  const hasMore = start + limit < matching.length;
  return { entries, next: hasMore && last ? cursorOf(index, last) : null, total: matching.length };
}

/**
 * The rows from the newest down to a cursor, or all of them, and how many there are in the listing.
 * @param rows newest first
 * @throws {VoicemailError} request-invalid, message-id-stale
 */
export function rangeOf(
  index: FolderIndex,
  rows: Row[],
  { through, ...filter }: EntryFilter & { through?: string | undefined },
) {
  const matching = matchingOf(index, rows, filter);
  const end = through === undefined ? matching.length : startAfter(index, matching, through);
  return { entries: matching.slice(0, end).map(currentIn(index)), total: matching.length };
}

/** What a row needs beyond headers may have been read since the rows were put in order. */
const currentIn =
  (index: FolderIndex) =>
  ({ entry }: Row): Entry =>
    index.entries.get(entry.uid) ?? entry;

function matchingOf(index: FolderIndex, rows: Row[], filter: EntryFilter): Row[] {
  const [isMatching, current] = [matcher(filter), currentIn(index)];
  return isMatching ? rows.filter((row) => isMatching(current(row))) : rows;
}

const CURSOR = /^(\d{1,12})\.(\d{1,10})\.(\d{1,10})$/;

function cursorOf({ state }: FolderIndex, { receivedSeconds, uid }: Entry): string {
  return `${receivedSeconds}.${state.uidValidity}.${uid}`;
}

function startAfter({ state }: FolderIndex, rows: Row[], before: string): number {
  const [, receivedSeconds, uidValidity, uid] = CURSOR.exec(before)?.map(Number) ?? [];
  if (receivedSeconds === undefined || uid === undefined) {
    throw new VoicemailError('request-invalid', 'Cannot turn the page: before is not a cursor of ours');
  }
  if (uidValidity !== state.uidValidity) {
    throw new VoicemailError('message-id-stale', 'Cannot turn the page: the folder has been numbered anew');
  }
  const index = rows.findIndex(({ entry }) => byNewest({ receivedSeconds, uid }, entry) < 0);
  return index < 0 ? rows.length : index;
}
