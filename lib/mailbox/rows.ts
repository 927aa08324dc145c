import 'server-only';
import type { Entry, FolderIndex } from '#lib/imap/index-cache.ts';
import { isBeingMoved } from '#lib/imap/marks.ts';
import { addressText, type MailboxAddress } from '#lib/voicemail/address.ts';
import type { FolderSlug } from '#lib/voicemail/folder.ts';
import { identityOf, likenessOf } from '#lib/voicemail/likeness.ts';
import { byNewest, isMessageOf } from './ownership.ts';

/** One row of the list: a message, and its copies in the same folder, as the phone leaves them. */
export interface Row {
  /** Stands for all: one that is new if any is, for the lamp is on because of it. */
  entry: Entry;
  copies: Entry[];
}

const remembered = new WeakMap<FolderIndex, Map<string, Row[]>>();
const likenesses = new WeakMap<FolderIndex, Map<string, Entry[]>>();

/**
 * The rows of one mailbox in a folder, newest first. What we are taking out of the folder is left out, though a phone
 * may still offer it.
 * @param all every folder, as fresh as the answer shall be
 */
export function rowsOf(index: FolderIndex, address: MailboxAddress, all: FolderIndex[]): Row[] {
  const own = [...index.entries.values()].filter((entry) => isMessageOf(entry, address));
  if (own.some((entry) => isMarked(entry, index))) return merged(own.filter((entry) => !isHidden(entry, index, all)));
  const known = remembered.get(index) ?? new Map<string, Row[]>();
  remembered.set(index, known);
  const rows = known.get(addressText(address)) ?? merged(own);
  known.set(addressText(address), rows);
  return rows;
}

/** Whether some entry's row depends on other folders. */
export function hasMarked(index: FolderIndex): boolean {
  return [...index.entries.values()].some((entry) => isMarked(entry, index));
}

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
  return entry.flags.marks.isGone || copiesElsewhere(entry, index, all).length > 0;
}

/** Its copies in other folders that are rows there. */
export function copiesElsewhere(
  { headers, sizeBytes }: Entry,
  index: FolderIndex,
  all: FolderIndex[],
): { index: FolderIndex; entry: Entry }[] {
  const likeness = likenessOf(headers, sizeBytes);
  return all
    .filter(({ place }) => place.path !== index.place.path)
    .flatMap((other) => likeIn(other, likeness).map((entry) => ({ index: other, entry })))
    .filter(({ index: other, entry }) => !(isMarked(entry, other) && entry.flags.isSeen));
}

/** Everything in a folder, marked or not, that is the same message. */
export function likeIn(index: FolderIndex, likeness: string): Entry[] {
  const known = likenesses.get(index) ?? grouped(index);
  likenesses.set(index, known);
  return (known.get(likeness) ?? []).filter(({ flags }) => !flags.isDeleted);
}

function grouped({ entries }: FolderIndex): Map<string, Entry[]> {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries.values()) {
    const likeness = likenessOf(entry.headers, entry.sizeBytes);
    groups.set(likeness, [...(groups.get(likeness) ?? []), entry]);
  }
  return groups;
}

function merged(entries: Entry[]): Row[] {
  const rows = new Map<string, Entry[]>();
  for (const entry of entries) {
    const key = identityOf(entry.headers, entry.sizeBytes) ?? `uid ${entry.uid}`;
    const copies = rows.get(key);
    if (copies) copies.push(entry);
    else rows.set(key, [entry]);
  }
  return [...rows.values()].map(rowOf).sort((a, b) => byNewest(a.entry, b.entry));
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
