import 'server-only';
import type { Entry, FolderIndex } from '#lib/imap/index-cache.ts';
import { isBeingMoved } from '#lib/imap/marks.ts';
import { addressText, type MailboxAddress } from '#lib/voicemail/address.ts';
import type { FolderSlug } from '#lib/voicemail/folder.ts';
import { likenessKey, likenessOf } from '#lib/voicemail/likeness.ts';
import { oncePer } from './once-per.ts';
import { byNewest, isMessageOf } from './ownership.ts';

/** One row of the list: a message, and its copies in the same folder, as the phone leaves them. */
export interface Row {
  /** Stands for all: one that is new if any is, for the lamp is on because of it. */
  entry: Entry;
  copies: Entry[];
}

type Entries = FolderIndex['entries'];

/**
 * The rows of one mailbox in a folder, newest first. What we are taking out of the folder is left out, though a phone
 * may still offer it.
 * @param all every folder, as fresh as the answer shall be
 */
export function rowsOf(index: FolderIndex, address: MailboxAddress, all: FolderIndex[]): Row[] {
  const known = rowsPer(index.entries);
  const own = known.get(addressText(address)) ?? knownRows(index, address);
  const others = own.dependsOnOthers ? all.map(({ entries, reading }) => (reading ? null : entries)) : [];
  const isSame = others.length === own.others.length && others.every((entries, n) => entries === own.others[n]);
  const rows =
    own.rows && isSame ? own.rows : merged(ownEntries(index, address).filter((entry) => !isHidden(entry, index, all)));
  known.set(addressText(address), { ...own, others, rows });
  return rows;
}

/** Rows by mailbox, with the folders that they were told by. */
interface KnownRows {
  dependsOnOthers: boolean;
  others: (Entries | null)[];
  rows: Row[] | null;
}

const rowsPer = oncePer((_: Entries) => new Map<string, KnownRows>());

function knownRows(index: FolderIndex, address: MailboxAddress): KnownRows {
  const dependsOnOthers = ownEntries(index, address).some((entry) => isMarked(entry, index));
  return { dependsOnOthers, others: [], rows: null };
}

function ownEntries({ entries }: FolderIndex, address: MailboxAddress): Entry[] {
  return [...entries.values()].filter((entry) => isMessageOf(entry, address));
}

/** Whether some entry's row depends on other folders. */
export function hasMarked(index: FolderIndex): boolean {
  const known = markedPer(index.entries);
  known[index.place.slug] ??= [...index.entries.values()].some((entry) => isMarked(entry, index));
  return known[index.place.slug] === true;
}

const markedPer = oncePer((_: Entries): Partial<Record<FolderSlug, boolean>> => ({}));

/** Whether a move out of this folder was begun. */
export function isMarked({ flags }: Entry, { place }: FolderIndex): boolean {
  return flags.marks.isGone || (place.slug !== 'deleted' && isBeingMoved(flags, place.slug));
}

/**
 * Whether it is on its way out and no row: marked, still heard as we left it, and there is another copy. The phone or a
 * mail client that marks it new has taken it back.
 */
export function isHidden(entry: Entry, index: FolderIndex, all: FolderIndex[]): boolean {
  if (!(isMarked(entry, index) && entry.flags.isSeen)) return false;
  // Where a folder is still being read the copy is to be expected in it.
  const mayBeUnread = all.some(({ reading }) => reading !== null);
  return entry.flags.marks.isGone || mayBeUnread || copiesElsewhere(entry, index, all).length > 0;
}

/** Its copies in other folders that are rows there. */
export function copiesElsewhere(
  message: Entry,
  index: FolderIndex,
  all: FolderIndex[],
): { index: FolderIndex; entry: Entry }[] {
  return all
    .filter(({ place }) => place.path !== index.place.path)
    .flatMap((other) => likeIn(other, message).map((entry) => ({ index: other, entry })))
    .filter(({ index: other, entry }) => !(isMarked(entry, other) && entry.flags.isSeen));
}

/** Everything in a folder, marked or not, that is the same message. */
export function likeIn(
  { entries }: FolderIndex,
  { headers, sizeBytes }: Pick<Entry, 'headers' | 'sizeBytes'>,
): Entry[] {
  const candidates = uidsByKey(entries).get(likenessKey(headers, sizeBytes)) ?? [];
  const likeness = candidates.length > 0 ? likenessOf(headers, sizeBytes) : '';
  return candidates
    .flatMap((uid) => entries.get(uid) ?? [])
    .filter((entry) => !entry.flags.isDeleted && likenessOf(entry.headers, entry.sizeBytes) === likeness);
}

const uidsByKey = oncePer((entries: Entries) => {
  const groups = groupedBy([...entries.values()], ({ headers, sizeBytes }) => likenessKey(headers, sizeBytes));
  return new Map([...groups].map(([key, group]) => [key, group.map(({ uid }) => uid)]));
});

/** Few messages share a Message-ID: only of these is to be told whether they are alike. */
function merged(entries: Entry[]): Row[] {
  const groups = groupedBy(entries, ({ uid, headers }) => headers.messageId ?? `uid ${uid}`);
  const alike = [...groups.values()].flatMap((group) =>
    group.length === 1
      ? [group]
      : [...groupedBy(group, ({ headers, sizeBytes }) => likenessOf(headers, sizeBytes)).values()],
  );
  return alike.map(rowOf).sort((a, b) => byNewest(a.entry, b.entry));
}

function groupedBy(entries: Entry[], keyOf: (entry: Entry) => string): Map<string, Entry[]> {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) {
    const key = keyOf(entry);
    const group = groups.get(key);
    if (group) group.push(entry);
    else groups.set(key, [entry]);
  }
  return groups;
}

function rowOf(copies: Entry[]): Row {
  const sorted = copies.length > 1 ? copies.sort((a, b) => a.uid - b.uid) : copies;
  const entry = sorted.find(({ flags }) => !flags.isSeen) ?? (sorted[0] as Entry);
  return { entry, copies: sorted };
}

/** Where else the message is. */
export function alsoIn(entry: Entry, index: FolderIndex, all: FolderIndex[]): FolderSlug[] {
  if (entry.headers.messageId === null) return [];
  const slugs = copiesElsewhere(entry, index, all).map((copy) => copy.index.place.slug);
  return [...new Set(slugs)].filter((slug) => slug !== 'deleted');
}
