import 'server-only';
import { LRUCache } from 'lru-cache';
import { once } from '#lib/platform/once.ts';
import { type Account, accountName } from './account.ts';
import type { FolderIndex } from './index-cache.ts';

/** How many positions are remembered for servers that keep no keywords. */
const MAX_POSITIONS = 20_000;

/** By account and folder, and there by UID. In memory alone: losing them has people hear a message from its start. */
const folders = () =>
  once(
    'positions',
    () =>
      new LRUCache<string, Map<number, number>>({ maxSize: MAX_POSITIONS, sizeCalculation: ({ size }) => size || 1 }),
  );

const keyOf = (account: Account, { place, state }: Pick<FolderIndex, 'place' | 'state'>) =>
  `${accountName(account)} ${place.path} ${state.uidValidity}`;

/** What we remember of a folder: asked for a UID, the step; `undefined` where the server's word counts. */
export function positionsNoted(account: Account, index: Pick<FolderIndex, 'place' | 'state'>) {
  const known = folders().get(keyOf(account, index));
  return Object.assign((uid: number) => known?.get(uid), { areAny: known !== undefined });
}

/** Remembers the step of these messages; `null` leaves it to the server again. */
export function notePositions(account: Account, index: FolderIndex, uids: number[], step: number | null): void {
  const known = new Map(folders().get(keyOf(account, index)));
  for (const uid of uids) {
    if (step === null) known.delete(uid);
    else known.set(uid, step);
  }
  // What has left the folder never comes back under its UID.
  const isGone = (uid: number) => index.reading === null && !index.entries.has(uid);
  for (const uid of known.keys()) if (isGone(uid)) known.delete(uid);
  if (known.size > 0) folders().set(keyOf(account, index), known);
  else folders().delete(keyOf(account, index));
}
