import 'server-only';
import type { FetchMessageObject, ImapFlow } from 'imapflow';
import type { Account } from './account.ts';
import { fetchEntries } from './entries.ts';
import { refused } from './errors.ts';
import { findVoicemail } from './find-voicemail.ts';
import { flagsOf, withMarks, withPosition } from './flags.ts';
import { type FolderPlace, type FolderState, isDovecot, openFolder, stateNow } from './folder.ts';
import { cachedIndex, type Entry, type Flags, type FolderIndex, keepIndex } from './index-cache.ts';
import { type Ledger, ledgerKey, ledgerOf } from './ledger.ts';
import { positionsNoted } from './positions.ts';
import { beginReading } from './reading.ts';
import { uidSets } from './uid-set.ts';

interface Asked {
  /** The state, where the caller has it from LIST-STATUS. */
  known?: FolderState | null;
  /** The folder is to be selected anew, as before a write. */
  mustSelect?: boolean;
}

/**
 * The folder's index, brought up to date: nothing is asked when the state has not changed, else headers of the UIDs
 * above the highest seen, and flags (by CHANGEDSINCE where there is CONDSTORE, RFC 7162). Of a large folder that was
 * not read before it holds the newest.
 * @throws {VoicemailError | ImapFlowError}
 */
export async function syncedIndex(
  client: ImapFlow,
  account: Account,
  place: FolderPlace,
  { known = null, mustSelect = false }: Asked = {},
): Promise<FolderIndex> {
  const cached = cachedIndex(account, place.path);
  if (cached && known && isCurrent(cached.state, known)) return cached;
  const mayFollow = cached && !mustSelect;
  const state = mayFollow ? await stateNow(client, place.path) : await openFolder(client, place.path);
  if (cached && isCurrent(cached.state, state)) return cached;
  const isSame = cached?.state.uidValidity === state.uidValidity;
  const ledger = await ledgerOf(account);
  const read = isSame ? await follow(client, account, cached, state, ledger) : await beginReading(client, place, state);
  const index = withNoted(account, read, ledger);
  keepIndex(account, index);
  return index;
}

/** Where the server keeps no keywords the marks are in our ledger, and the positions in memory. */
function withNoted(account: Account, index: FolderIndex, { marks }: Ledger): FolderIndex {
  const flags = new Map<number, Flags>();
  for (const [uid, entry] of Object.keys(marks).length > 0 ? index.entries : []) {
    const noted = marks[ledgerKey(index, uid)];
    if (noted) flags.set(uid, withMarks(entry.flags, noted));
  }
  const positions = positionsNoted(account, index);
  for (const [uid, entry] of positions.areAny ? index.entries : []) {
    const step = positions(uid);
    if (step !== undefined) flags.set(uid, withPosition(flags.get(uid) ?? entry.flags, step));
  }
  return { ...index, entries: changed(index.entries, { flags }) };
}

/** Without CONDSTORE flags may have changed though no number did: never current. */
function isCurrent(old: FolderState, now: FolderState): boolean {
  return now.modseq !== null && now.modseq === old.modseq && hasSameMessages(old, now);
}

function hasSameMessages(old: FolderState, now: FolderState): boolean {
  return now.uidValidity === old.uidValidity && now.uidNext === old.uidNext && now.messageCount === old.messageCount;
}

/** What became of a folder since. */
interface Changes {
  flags: Map<number, Flags>;
  gone?: Iterable<number>;
  fresh?: Entry[];
}

async function follow(
  client: ImapFlow,
  account: Account,
  index: FolderIndex,
  state: FolderState,
  { marks }: Ledger,
): Promise<FolderIndex> {
  const positions = positionsNoted(account, index);
  const told: Told = ({ uid, flags }) => [
    uid,
    flagsOf(flags, { marks: marks[ledgerKey(index, uid)], positionStep: positions(uid) }),
  ];
  const changes = await changesOf(client, index, state, told);
  const fresh = state.uidNext > index.state.uidNext ? await arrivals(client, index.state.uidNext) : [];
  return { ...index, state, entries: changed(index.entries, { ...changes, fresh }) };
}

/** The same Map where nothing is other than it was: much is computed once for each. */
function changed(entries: Map<number, Entry>, { flags, gone = [], fresh = [] }: Changes): Map<number, Entry> {
  const leaving = [...gone].filter((uid) => entries.has(uid));
  const others = [...flags].filter(([uid, now]) => entries.has(uid) && entries.get(uid)?.flags !== now);
  if (leaving.length + others.length + fresh.length === 0) return entries;
  const after = new Map(entries);
  for (const [uid, now] of others) after.set(uid, { ...(after.get(uid) as Entry), flags: now });
  for (const entry of fresh) after.set(entry.uid, entry);
  for (const uid of leaving) after.delete(uid);
  return after;
}

async function arrivals(client: ImapFlow, firstUid: number): Promise<Entry[]> {
  return fetchEntries(client, await findVoicemail(client, firstUid));
}

/** What a FETCH says of a message's flags. */
type Told = (message: FetchMessageObject) => [uid: number, flags: Flags];

async function changesOf(client: ImapFlow, index: FolderIndex, state: FolderState, told: Told): Promise<Changes> {
  if (index.entries.size === 0) return { flags: new Map() };
  if (!(state.modseq && index.state.modseq)) return flagsOfAll(client, index, told);
  const changes = await changesSince(client, index.state.modseq, told);
  if (!mayHaveLost(index.state, state) || tellsVanished(client)) return changes;
  return { ...changes, gone: [...changes.gone, ...(await vanished(client, index))] };
}

/** Cyrus was seen to keep to itself what another connection had moved away while the folder was selected here. */
const tellsVanished = (client: ImapFlow) => client.enabled.has('QRESYNC') && isDovecot(client);

/** Whoever comes takes one UID at least. */
function mayHaveLost(old: FolderState, now: FolderState): boolean {
  return now.messageCount - old.messageCount !== now.uidNext - old.uidNext;
}

/** With QRESYNC what vanished is told along (RFC 7162 §3.2.6), which imapflow hands on as an event. */
async function changesSince(client: ImapFlow, since: bigint, told: Told) {
  const gone: number[] = [];
  const hear = ({ uid }: { uid?: number | undefined }) => uid !== undefined && gone.push(uid);
  client.on('expunge', hear);
  try {
    const options = { uid: true, changedSince: since };
    const messages = await client.fetchAll('1:*', { uid: true, flags: true }, options);
    return { flags: new Map(messages.map(told)), gone };
  } finally {
    client.off('expunge', hear);
  }
}

async function vanished(client: ImapFlow, { entries }: FolderIndex): Promise<number[]> {
  const alive = new Set<number>();
  for (const set of uidSets(entries.keys())) {
    const found = await client.search({ uid: set }, { uid: true });
    if (!Array.isArray(found)) throw refused(client, 'Cannot search for voicemail');
    for (const uid of found) alive.add(uid);
  }
  return [...entries.keys()].filter((uid) => !alive.has(uid));
}

async function flagsOfAll(client: ImapFlow, { entries }: FolderIndex, told: Told): Promise<Changes> {
  const flags = new Map<number, Flags>();
  for (const set of uidSets(entries.keys())) {
    for (const message of await client.fetchAll(set, { uid: true, flags: true }, { uid: true })) {
      flags.set(...told(message));
    }
  }
  return { flags, gone: [...entries.keys()].filter((uid) => !flags.has(uid)) };
}
