import 'server-only';
import { LRUCache } from 'lru-cache';
import { type Account, accountName } from '#lib/imap/account.ts';
import { announce } from '#lib/imap/hint.ts';
import type { FolderIndex } from '#lib/imap/index-cache.ts';
import { isSignedOut } from '#lib/imap/pool.ts';
import { readFolder } from '#lib/imap/read.ts';
import { once } from '#lib/platform/once.ts';
import type { FolderSlug } from '#lib/voicemail/folder.ts';
import { printOf } from './quiet.ts';

/** Longer than a mail server and our own watching take to tell of a change. */
const ECHO_MS = 20_000;
const MAX_FOLDERS = 20_000;

/** What folders were like after a write that nobody needs to hear of. */
const noted = () =>
  once('unsaid-writes', () => new LRUCache<string, string>({ max: MAX_FOLDERS, ttl: ECHO_MS, ttlAutopurge: false }));
const keyOf = (account: Account, slug: FolderSlug) => `${accountName(account)} ${slug}`;

/**
 * A write of ours changed no list and no lamp, though the mail server will tell of it. What it found that others had
 * changed is told.
 * @param before the folder as this process had seen it
 */
export function noteUnsaid(account: Account, before: FolderIndex | undefined, after: FolderIndex): void {
  const { slug } = after.place;
  if (before && printOf(before) !== printOf(after)) announce(account, slug);
  else noted().set(keyOf(account, slug), printOf(after));
}

/** Whether what is heard of a folder may be that write. */
export function mayBeUnsaid(account: Account, slug: FolderSlug): boolean {
  return noted().has(keyOf(account, slug));
}

/** Whether it is that write and nothing else: the folder is looked at. In doubt it is told. */
export async function isUnsaid(account: Account, slug: FolderSlug): Promise<boolean> {
  const print = noted().get(keyOf(account, slug));
  if (print === undefined || isSignedOut(account)) return false;
  const index = await readFolder(account, slug).catch(() => null);
  return index !== null && printOf(index) === print;
}
