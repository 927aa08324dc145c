import 'server-only';
import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Account } from '#lib/imap/account.ts';
import type { FolderIndex } from '#lib/imap/index-cache.ts';
import { once } from '#lib/platform/once.ts';
import { oncePer } from './once-per.ts';

interface Quiet {
  print: string;
  sinceMs: number;
}

const MAX_FOLDERS = 20_000;
const known = () => once('quiet-folders', () => new LRUCache<string, Quiet>({ max: MAX_FOLDERS }));
const keyOf = (account: Account, { place }: FolderIndex) => `${account.key} ${place.path}`;

/** For how long nobody but us has changed a folder, as far as we looked: a phone session leaves traces. */
export function quietMs(account: Account, index: FolderIndex, nowMs = Date.now()): number {
  const before = known().get(keyOf(account, index));
  const print = printOf(index);
  const sinceMs = before?.print === print ? before.sinceMs : nowMs;
  known().set(keyOf(account, index), { print, sinceMs });
  return nowMs - sinceMs;
}

/** What the folder is like after a write of ours is no change by somebody else. */
export function noteOwnWrite(account: Account, index: FolderIndex, nowMs = Date.now()): void {
  const before = known().get(keyOf(account, index));
  known().set(keyOf(account, index), { print: printOf(index), sinceMs: before?.sinceMs ?? nowMs });
}

/** What phones and lists can tell apart. Voicemail only: ordinary mail comes and goes without any phone. */
export function printOf({ state, entries }: FolderIndex): string {
  return `${state.uidValidity} ${flagsPrint(entries)}`;
}

/** A digest, for this is kept of every folder. */
const flagsPrint = oncePer((entries: FolderIndex['entries']) => {
  const print = createHash('sha256');
  for (const { uid, flags } of [...entries.values()].sort((a, b) => a.uid - b.uid)) {
    const { isSeen, isFlagged, isDeleted } = flags;
    print.update(`${uid}${isSeen ? 's' : ''}${isFlagged ? 'f' : ''}${isDeleted ? 'd' : ''} `);
  }
  return print.digest('base64');
});
