import 'server-only';
import { setTimeout as pause } from 'node:timers/promises';
import { describeCause, log } from '#lib/platform/log.ts';
import { once } from '#lib/platform/once.ts';
import { folderName } from '#lib/voicemail/folder.ts';
import type { Account } from './account.ts';
import { type FolderPlace, selectFolder } from './folder.ts';
import { announce } from './hint.ts';
import { cachedIndex, type FolderIndex, keepIndex } from './index-cache.ts';
import { isSignedOut, withConnection } from './pool.ts';
import { readSlice } from './reading.ts';

const HINT_EVERY_MS = 1000;
/** Whoever asks for several things in a row is not held up between them. */
const REST_MS = 30;

/** What is being read, by account and folder. */
const running = () => once('folders-being-read', () => new Map<string, Promise<void>>());
const keyOf = ({ key }: Account, { path }: FolderPlace) => `${key} ${path}`;

/** Has the rest of the folder read, if there is any: slice by slice, and whoever needs the connection comes in between. */
export function readingOn(account: Account, index: FolderIndex): FolderIndex {
  const key = keyOf(account, index.place);
  if (!index.reading || running().has(key)) return index;
  const work = readOn(account, index.place)
    .catch((error) => log().warn({ folder: index.place.slug, cause: describeCause(error) }, 'the folder is read later'))
    .finally(() => running().delete(key));
  running().set(key, work);
  return index;
}

/** Fulfilled when nothing of the account's is being read. */
export async function readToTheEnd({ key }: Account): Promise<void> {
  await Promise.all([...running()].filter(([name]) => name.startsWith(`${key} `)).map(([, work]) => work));
}

async function readOn(account: Account, place: FolderPlace): Promise<void> {
  let hintedMs = performance.now();
  for (let isDone = false; !isDone && !isSignedOut(account); ) {
    await pause(REST_MS);
    isDone = await nextSlice(account, place);
    if (!isDone && performance.now() - hintedMs < HINT_EVERY_MS) continue;
    hintedMs = performance.now();
    announce(account, place.slug);
  }
}

/** @returns whether there is nothing more to read, or nobody who wants it */
async function nextSlice(account: Account, place: FolderPlace): Promise<boolean> {
  if (isSignedOut(account)) return true;
  return withConnection(account, `Cannot read ${folderName(place.slug)}`, async (client) => {
    const index = isSignedOut(account) ? undefined : cachedIndex(account, place.path);
    if (!index?.reading) return true;
    await selectFolder(client, place.path, index.state.uidValidity);
    const after = await readSlice(client, index, index.reading);
    keepIndex(account, after);
    return after.reading === null;
  });
}
