import 'server-only';
import type { Account } from '#lib/imap/account.ts';
import type { Entry, FolderIndex } from '#lib/imap/index-cache.ts';
import { foldersAsSeen, readAllFolders, readFolder, withDetails } from '#lib/imap/read.ts';
import type { MailboxAddress } from '#lib/voicemail/address.ts';
import { VoicemailError } from '#lib/voicemail/errors.ts';
import type { FolderSlug } from '#lib/voicemail/folder.ts';
import { asksForName } from '#lib/voicemail/match.ts';
import { type Message, parseMessageId } from '#lib/voicemail/message.ts';
import { secondsOf } from '#lib/voicemail/position.ts';
import { keptSince } from './kept.ts';
import type { MessageSearch } from './mailbox.ts';
import { messageOf } from './message-of.ts';
import { newestId } from './outcome.ts';
import { rangeOf, statusOf } from './page.ts';
import { alsoIn, hasMarked, type Row, rowsOf } from './rows.ts';

/** As many arrivals as one answer brings; whoever was away for longer loads the list anew. */
const MOST_ARRIVALS = 200;

/** Which rows a page has: down to a cursor, or all, and none that came after `upTo`. */
export interface ChangesFilter extends MessageSearch {
  through?: string | undefined;
  upTo: string;
}

/** The rows of a page as they are now; only those that came are told in full. */
export interface ListChanges {
  uids: number[];
  newUids: number[];
  urgentUids: number[];
  alsoIn: { uid: number; folders: FolderSlug[] }[];
  positions: { uid: number; seconds: number }[];
  messages: Message[];
  total: number;
  upTo: string | null;
}

const NOTHING: ListChanges = {
  uids: [],
  newUids: [],
  urgentUids: [],
  alsoIn: [],
  positions: [],
  messages: [],
  total: 0,
  upTo: null,
};

/** What became of the rows of one folder. @throws {VoicemailError} as `Mailbox.changes` */
export async function listChanges(
  account: Account,
  address: MailboxAddress,
  { upTo, ...filter }: ChangesFilter,
): Promise<ListChanges> {
  const index = await readFolder(account, filter.folder);
  if (!index) return NOTHING;
  const knownUid = uidIn(index, upTo);
  const all = hasMarked(index) ? (await readAllFolders(account)).folders : foldersAsSeen(account);
  const rows = rowsOf(index, address, all);
  if (asksForName(filter)) await withDetails(account, index, rows.map(entryOf));
  const { entries, total } = rangeOf(index, rows, filter);
  const arrivals = entries.filter(({ uid }) => uid > knownUid).slice(0, MOST_ARRIVALS);
  const detailed = await withDetails(account, index, arrivals);
  const since = filter.folder === 'deleted' ? await keptSince(account, index) : new Map();
  return {
    ...stateOf(entries),
    alsoIn: entries.flatMap((entry) => copiesOf(entry, index, all)),
    positions: entries.flatMap(positionOf),
    messages: detailed.map((entry) => messageOf(index, entry, { all, since })),
    total,
    upTo: newestId(index),
  };
}

const entryOf = ({ entry }: Row) => entry;

/** @throws {VoicemailError} message-id-stale where the folder was numbered anew */
function uidIn({ place, state }: FolderIndex, id: string): number {
  const known = parseMessageId(id);
  if (known?.uidValidity === state.uidValidity && known.folder === place.slug) return known.uid;
  throw new VoicemailError('message-id-stale', 'Cannot compare the list: the folder has been numbered anew');
}

function stateOf(entries: Entry[]) {
  const uidsOf = (some: Entry[]) => some.map(({ uid }) => uid);
  return {
    uids: uidsOf(entries),
    newUids: uidsOf(entries.filter((entry) => statusOf(entry) === 'new')),
    urgentUids: uidsOf(entries.filter(({ flags }) => flags.isFlagged)),
  };
}

function positionOf({ uid, flags }: Entry): ListChanges['positions'] {
  return flags.positionStep > 0 ? [{ uid, seconds: secondsOf(flags.positionStep) }] : [];
}

function copiesOf(entry: Entry, index: FolderIndex, all: FolderIndex[]): ListChanges['alsoIn'] {
  const folders = alsoIn(entry, index, all);
  return folders.length > 0 ? [{ uid: entry.uid, folders }] : [];
}
