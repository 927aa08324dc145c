import 'server-only';
import type { ImapFlow } from 'imapflow';
import { isTransient } from './errors.ts';
import { uidStore } from './exec.ts';
import { flagsOf, withMarks } from './flags.ts';
import { selectFolder } from './folder.ts';
import { type FolderIndex, keepIndex } from './index-cache.ts';
import { ledgerKey, ledgerOf, noteMarks } from './ledger.ts';
import { ALL_MARKS, keywordsOf, type Marks } from './marks.ts';
import { positionsNoted } from './positions.ts';
import { uidSets } from './uid-set.ts';
import { beginWrite, type Writing } from './writing.ts';

/** Flags to set and to take away, in IMAP's words. */
interface FlagChange {
  add?: readonly string[];
  remove?: readonly string[];
}

/**
 * Marks messages heard (`\Seen`) or new, all in one STORE, and reads back what really happened: a server answers OK
 * for a UID that is gone.
 * @returns the folder as it is now; UIDs that are gone are no longer in it
 * @throws {VoicemailError} message-id-stale, and of the mail server kind
 */
export function storeSeen(writing: Writing, index: FolderIndex, uids: number[], isSeen: boolean): Promise<FolderIndex> {
  return storeFlags(writing, index, uids, isSeen ? { add: ['\\Seen'] } : { remove: ['\\Seen'] });
}

/** The same for any flags. */
export async function storeFlags(
  writing: Writing,
  index: FolderIndex,
  uids: number[],
  { add = [], remove = [] }: FlagChange,
): Promise<FolderIndex> {
  const { client, account } = writing;
  if (uids.length === 0) return index;
  await selectFolder(client, index.place.path, index.state.uidValidity);
  beginWrite(writing);
  for (const set of uidSets(uids)) await store(client, set, { add, remove });
  const after = { ...index, entries: await readBack(writing, index, uids) };
  keepIndex(account, after);
  return after;
}

/** Puts exactly these marks on messages: as keywords, or into our own ledger where the folder keeps none. */
export async function storeMarks(
  writing: Writing,
  index: FolderIndex,
  uids: number[],
  marks: Marks,
): Promise<FolderIndex> {
  const isAlready = (uid: number) => isSame(index.entries.get(uid)?.flags.marks, marks);
  const due = uids.filter((uid) => !isAlready(uid));
  const add = keywordsOf(marks);
  const remove = ALL_MARKS.filter((keyword) => !add.includes(keyword) && isWorn(index, due, keyword));
  const { hasWritten } = writing;
  const after = await storeFlags(writing, index, due, { add, remove }).catch((error: unknown) => {
    // Half way the ledger is better than to stop; before that, the same may do well a moment later.
    if (!writing.client.usable || (isTransient(error) && !hasWritten)) throw error;
    return index;
  });
  const missed = due.filter((uid) => after.entries.has(uid) && !isSame(after.entries.get(uid)?.flags.marks, marks));
  if (missed.length === 0) return after;
  await noteMarks(writing.account, index, missed, marks);
  return noted(writing, after, missed, marks);
}

function noted({ account }: Writing, index: FolderIndex, uids: number[], marks: Marks): FolderIndex {
  const entries = new Map(index.entries);
  for (const uid of uids) {
    const entry = entries.get(uid);
    if (entry) entries.set(uid, { ...entry, flags: withMarks(entry.flags, marks) });
  }
  const after = { ...index, entries };
  keepIndex(account, after);
  return after;
}

const isSame = (a: Marks | undefined, b: Marks): boolean => a?.origin === b.origin && a.isGone === b.isGone;

function isWorn({ entries }: FolderIndex, uids: number[], keyword: string): boolean {
  return uids.some((uid) => {
    const entry = entries.get(uid);
    return entry !== undefined && keywordsOf(entry.flags.marks).includes(keyword);
  });
}

/** What is in the folder after a write; what it says of other messages stays as it was. */
async function readBack(
  { client, account }: Writing,
  index: FolderIndex,
  uids: number[],
): Promise<FolderIndex['entries']> {
  const entries = new Map(index.entries);
  const ledger = await ledgerOf(account);
  const positions = positionsNoted(account, index);
  for (const uid of uids) entries.delete(uid);
  for (const set of uidSets(uids)) {
    for (const { uid, flags } of await client.fetchAll(set, { uid: true, flags: true }, { uid: true })) {
      const entry = index.entries.get(uid);
      const noted = { marks: ledger.marks[ledgerKey(index, uid)], positionStep: positions(uid) };
      if (entry) entries.set(uid, { ...entry, flags: flagsOf(flags, noted) });
    }
  }
  return entries;
}

async function store(client: ImapFlow, set: string, { add = [], remove = [] }: FlagChange): Promise<void> {
  if (remove.length > 0) await uidStore(client, set, '-FLAGS', remove);
  if (add.length > 0) await uidStore(client, set, '+FLAGS', add);
}
