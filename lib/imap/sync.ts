import 'server-only';
import type { FetchMessageObject, ImapFlow } from 'imapflow';
import { HEADER_NAMES, parseHeaderBlock, receivedSeconds } from '#lib/voicemail/headers.ts';
import type { Account } from './account.ts';
import { refused } from './errors.ts';
import { findVoicemail } from './find-voicemail.ts';
import { type FolderPlace, type FolderState, openFolder } from './folder.ts';
import { cachedIndex, type Entry, type Flags, type FolderIndex, keepIndex } from './index-cache.ts';
import { type Ledger, ledgerKey, ledgerOf } from './ledger.ts';
import { type Marks, marksOf } from './marks.ts';
import { uidSets } from './uid-set.ts';

/**
 * The folder's index, brought up to date: nothing is asked when the state has not changed, else headers of the UIDs
 * above the highest seen, and flags (by CHANGEDSINCE where there is CONDSTORE, RFC 7162).
 * @param known the state, where the caller has it from LIST-STATUS
 * @throws {VoicemailError | ImapFlowError}
 */
export async function syncedIndex(
  client: ImapFlow,
  account: Account,
  place: FolderPlace,
  known: FolderState | null = null,
): Promise<FolderIndex> {
  const cached = cachedIndex(account, place.path);
  if (cached && known && isCurrent(cached.state, known)) return cached;
  const state = await openFolder(client, place.path);
  if (cached && isCurrent(cached.state, state)) return cached;
  const isSame = cached?.state.uidValidity === state.uidValidity;
  const read = isSame ? await follow(client, cached, state) : await build(client, place, state);
  const index = withNoted(read, await ledgerOf(account));
  keepIndex(account, index);
  return index;
}

/** Where the server keeps no keywords the marks are in our ledger. */
function withNoted(index: FolderIndex, { marks }: Ledger): FolderIndex {
  for (const [uid, entry] of Object.keys(marks).length > 0 ? index.entries : []) {
    const noted = marks[ledgerKey(index, uid)];
    if (noted) index.entries.set(uid, { ...entry, flags: { ...entry.flags, marks: noted } });
  }
  return index;
}

/** Without CONDSTORE flags may have changed though no number did: never current. */
function isCurrent(old: FolderState, now: FolderState): boolean {
  return now.modseq !== null && now.modseq === old.modseq && hasSameMessages(old, now);
}

function hasSameMessages(old: FolderState, now: FolderState): boolean {
  return now.uidValidity === old.uidValidity && now.uidNext === old.uidNext && now.messageCount === old.messageCount;
}

async function build(client: ImapFlow, place: FolderPlace, state: FolderState): Promise<FolderIndex> {
  const entries = new Map<number, Entry>();
  if (state.messageCount > 0) await addNew(client, entries, 1);
  return { place, state, entries };
}

async function follow(client: ImapFlow, index: FolderIndex, state: FolderState): Promise<FolderIndex> {
  const entries = new Map(index.entries);
  if (!(state.modseq && index.state.modseq)) await refetchFlags(client, entries);
  else {
    if (!hasSameMessages(index.state, state)) await dropVanished(client, entries);
    await applyChanges(client, entries, index.state.modseq);
  }
  if (state.uidNext > index.state.uidNext) await addNew(client, entries, index.state.uidNext);
  return { ...index, state, entries };
}

async function addNew(client: ImapFlow, entries: Map<number, Entry>, firstUid: number): Promise<void> {
  for (const set of uidSets(await findVoicemail(client, firstUid))) {
    const query = { uid: true, flags: true, internalDate: true, size: true, headers: [...HEADER_NAMES] };
    for (const message of await client.fetchAll(set, query, { uid: true })) entries.set(message.uid, entryOf(message));
  }
}

async function applyChanges(client: ImapFlow, entries: Map<number, Entry>, since: bigint): Promise<void> {
  if (entries.size === 0) return;
  for (const { uid, flags } of await client.fetchAll(
    '1:*',
    { uid: true, flags: true },
    { uid: true, changedSince: since },
  )) {
    setFlags(entries, uid, flags);
  }
}

async function dropVanished(client: ImapFlow, entries: Map<number, Entry>): Promise<void> {
  const alive = new Set<number>();
  for (const set of uidSets(entries.keys())) {
    const found = await client.search({ uid: set }, { uid: true });
    if (!Array.isArray(found)) throw refused(client, 'Cannot search for voicemail');
    for (const uid of found) alive.add(uid);
  }
  keepOnly(entries, alive);
}

async function refetchFlags(client: ImapFlow, entries: Map<number, Entry>): Promise<void> {
  const alive = new Set<number>();
  for (const set of uidSets(entries.keys())) {
    for (const { uid, flags } of await client.fetchAll(set, { uid: true, flags: true }, { uid: true })) {
      setFlags(entries, uid, flags);
      alive.add(uid);
    }
  }
  keepOnly(entries, alive);
}

function keepOnly(entries: Map<number, Entry>, alive: Set<number>): void {
  for (const uid of entries.keys()) if (!alive.has(uid)) entries.delete(uid);
}

function setFlags(entries: Map<number, Entry>, uid: number, flags: Set<string> | undefined): void {
  const entry = entries.get(uid);
  if (entry) entries.set(uid, { ...entry, flags: flagsOf(flags) });
}

function entryOf({ uid, headers, flags, internalDate, size }: FetchMessageObject): Entry {
  const parsed = parseHeaderBlock(headers ?? new Uint8Array());
  const arrivedSeconds = Math.floor(new Date(internalDate ?? 0).getTime() / 1000) || 0;
  return {
    uid,
    headers: parsed,
    receivedSeconds: receivedSeconds(parsed, arrivedSeconds),
    sizeBytes: size ?? 0,
    flags: flagsOf(flags),
    detail: null,
  };
}

/** Flags have no case (RFC 9051 §2.3.2). @param noted the marks that our ledger has, which then count */
export function flagsOf(flags: Set<string> = new Set(), noted?: Marks): Flags {
  const names = new Set([...flags].map((flag) => flag.toLowerCase()));
  const has = (name: string) => names.has(name);
  return {
    isSeen: has('\\seen'),
    isFlagged: has('\\flagged'),
    isDeleted: has('\\deleted'),
    marks: noted ?? marksOf(has),
  };
}
