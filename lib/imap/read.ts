import 'server-only';
import { setTimeout as pause } from 'node:timers/promises';
import type { FetchMessageObject, ImapFlow } from 'imapflow';
import { LRUCache } from 'lru-cache';
import { describeCause, log } from '#lib/platform/log.ts';
import { once } from '#lib/platform/once.ts';
import { callerOf } from '#lib/voicemail/caller.ts';
import { VoicemailError } from '#lib/voicemail/errors.ts';
import { type FolderSlug, folderName, STANDARD_FOLDERS } from '#lib/voicemail/folder.ts';
import { findParts } from '#lib/voicemail/parts.ts';
import type { Account } from './account.ts';
import { isFolderMissing, isRefusal } from './errors.ts';
import { type FolderPlace, type FolderState, listFolders, selectFolder } from './folder.ts';
import { cachedIndex, type Entry, type FolderIndex, keepIndex } from './index-cache.ts';
import { withConnection } from './pool.ts';
import { type Quota, quotaNow } from './quota.ts';
import { readingOn, readToTheEnd } from './read-on.ts';
import { syncedIndex } from './sync.ts';
import { uidSets } from './uid-set.ts';

/** Asterisk's sentence with the caller's whole name stands at the top of part 1. */
const BODY_BYTES = 4096;

const MAX_ACCOUNTS = 10_000;

/** Where each account's folders are, from its last LIST. */
const places = () =>
  once('imap-places', () => new LRUCache<string, Map<FolderSlug, FolderPlace>>({ max: MAX_ACCOUNTS }));

/**
 * Every folder that is there, brought up to date, and the quota of the inbox.
 * @throws {VoicemailError} of the mail server kind
 */
export function readAllFolders(account: Account): Promise<{ folders: FolderIndex[]; quota: Quota }> {
  return withConnection(account, 'Cannot read the mailbox', async (client) => {
    const folders: FolderIndex[] = [];
    for (const { state, ...place } of await findPlaces(client, account)) {
      const index = await indexOrNothing(client, account, place, state);
      if (index) folders.push(index);
    }
    return { folders, quota: await quotaNow(client, account, folders) };
  });
}

/** A folder that the server refuses to open (rights, a damaged index) is left out; without the inbox there is no mailbox. */
async function indexOrNothing(client: ImapFlow, account: Account, place: FolderPlace, state: FolderState | null) {
  try {
    return readingOn(account, await syncedIndex(client, account, place, { known: state }));
  } catch (error) {
    if (place.slug === 'inbox' || !isRefusal(error)) throw error;
    log().warn({ folder: place.slug, cause: describeCause(error) }, 'folder left out');
    return null;
  }
}

/** The folders as they were last seen, without asking anybody. */
export function foldersAsSeen(account: Account): FolderIndex[] {
  return [...(places().get(account.key)?.values() ?? [])].flatMap(({ path }) => cachedIndex(account, path) ?? []);
}

/** For so long somebody who needs all of a folder waits for it to be read. */
const PATIENCE_MS = 10_000;

/**
 * Waits until every folder has been read for the first time: whoever acts on half of one acts wrongly.
 * @returns whether all are read
 * @throws {VoicemailError} of the mail server kind
 */
export async function isAllRead(account: Account): Promise<boolean> {
  const isRead = (folders: FolderIndex[]) => folders.every(({ reading }) => reading === null);
  const known = places().get(account.key)?.size;
  if (known !== undefined && foldersAsSeen(account).length === known && isRead(foldersAsSeen(account))) return true;
  if (isRead((await readAllFolders(account)).folders)) return true;
  await Promise.race([readToTheEnd(account), pause(PATIENCE_MS, undefined, { ref: false })]);
  return isRead(foldersAsSeen(account));
}

/**
 * One folder, brought up to date; `null` when it is one that every mailbox has but nobody has opened yet.
 * @throws {VoicemailError} folder-not-found, and of the mail server kind
 */
export function readFolder(account: Account, slug: FolderSlug): Promise<FolderIndex | null> {
  return withConnection(account, `Cannot open ${folderName(slug)}`, async (client) => {
    const place = await placeOf(client, account, slug);
    return place ? openPlace(client, account, place) : missing(slug);
  });
}

async function openPlace(client: ImapFlow, account: Account, place: FolderPlace): Promise<FolderIndex | null> {
  try {
    return readingOn(account, await syncedIndex(client, account, place));
  } catch (error) {
    if (!isFolderMissing(error)) throw error;
    places().delete(account.key);
    return missing(place.slug);
  }
}

/**
 * The entries with what a row needs beyond headers: parts and caller. Asked once per message, all in one FETCH.
 * @throws {VoicemailError} message-id-stale, and of the mail server kind
 */
export async function withDetails(account: Account, index: FolderIndex, entries: Entry[]): Promise<Entry[]> {
  if (entries.some(({ uid }) => isWithoutDetail(index, uid))) {
    await withConnection(account, `Cannot read ${folderName(index.place.slug)}`, (client) =>
      detailsNow({ client, account }, index, entries),
    );
  }
  return entries.map((entry) => index.entries.get(entry.uid) ?? entry);
}

/** The same for a verb at work, which has the connection. */
export async function detailsNow(
  { client, account }: { client: ImapFlow; account: Account },
  index: FolderIndex,
  entries: Entry[],
): Promise<Entry[]> {
  const unread = entries.map(({ uid }) => uid).filter((uid) => isWithoutDetail(index, uid));
  if (unread.length > 0) {
    await selectFolder(client, index.place.path, index.state.uidValidity);
    const details = await fetchDetails(client, index, unread);
    keepDetails(index, details);
    // It may have been brought up to date meanwhile.
    const current = cachedIndex(account, index.place.path);
    if (current?.state.uidValidity === index.state.uidValidity) keepIndex(account, keepDetails(current, details));
  }
  return entries.map((entry) => index.entries.get(entry.uid) ?? entry);
}

const isWithoutDetail = ({ entries }: FolderIndex, uid: number) => entries.get(uid)?.detail === null;

async function fetchDetails(client: ImapFlow, { entries }: FolderIndex, uids: number[]) {
  const query = { uid: true, bodyStructure: true, bodyParts: [{ key: '1', start: 0, maxLength: BODY_BYTES }] };
  const details = new Map<number, Entry['detail']>();
  for (const set of uidSets(uids)) {
    for (const message of await client.fetchAll(set, query, { uid: true })) {
      const entry = entries.get(message.uid);
      // Without either it is the news that somebody changed the flags. A structure that is too deep is left out.
      if (entry && (message.bodyStructure || message.bodyParts)) details.set(message.uid, detailOf(entry, message));
    }
  }
  return details;
}

function keepDetails(index: FolderIndex, details: Map<number, Entry['detail']>): FolderIndex {
  for (const [uid, detail] of details) {
    const entry = index.entries.get(uid);
    if (entry?.detail === null) index.entries.set(uid, { ...entry, detail });
  }
  return index;
}

function detailOf({ headers }: Entry, { bodyStructure, bodyParts }: FetchMessageObject): Entry['detail'] {
  const parts = findParts(bodyStructure ?? null);
  const isPlain = parts.body?.part === '1' && /^(7bit|8bit|binary)$/i.test(parts.body.encoding ?? '8bit');
  const bytes = isPlain ? bodyParts?.get('1') : undefined;
  return { parts, caller: callerOf(headers, bytes ? { bytes, charset: parts.body?.charset ?? null } : null) };
}

async function placeOf(client: ImapFlow, account: Account, slug: FolderSlug): Promise<FolderPlace | undefined> {
  const known = places().get(account.key)?.get(slug);
  if (known) return known;
  return (await findPlaces(client, account)).find((place) => place.slug === slug);
}

async function findPlaces(client: ImapFlow, account: Account) {
  const found = await listFolders(client);
  places().set(account.key, new Map(found.map(({ state: _, ...place }) => [place.slug, place])));
  return found;
}

function missing(slug: FolderSlug): null {
  if (STANDARD_FOLDERS.includes(slug)) return null;
  throw new VoicemailError('folder-not-found', `Cannot open ${folderName(slug)}: this mailbox has no such folder`);
}
