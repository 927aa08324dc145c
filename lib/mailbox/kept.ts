import 'server-only';
import type { Account } from '#lib/imap/account.ts';
import type { FolderIndex } from '#lib/imap/index-cache.ts';
import { editLedger, ledgerKey, ledgerOf } from '#lib/imap/ledger.ts';
import { config } from '#lib/platform/config.ts';
import { describeCause, log } from '#lib/platform/log.ts';

const DAY_SECONDS = 24 * 60 * 60;

/** When each message was first seen in Deleted, Unix time, by UID. IMAP has no such date that every server keeps. */
export type Since = ReadonlyMap<number, number>;

/** Notes what is new in Deleted, forgets what has left it, and says since when each of the rest is there. */
export async function keptSince(account: Account, deleted: FolderIndex | undefined): Promise<Since> {
  if (!deleted) return new Map();
  const { sinceSeconds } = await ledgerOf(account);
  const now = Math.floor(Date.now() / 1000);
  const keys = new Map([...deleted.entries.keys()].map((uid) => [ledgerKey(deleted, uid), uid]));
  const isChanged =
    Object.keys(sinceSeconds).length !== keys.size || [...keys.keys()].some((key) => !sinceSeconds[key]);
  const listed = Object.fromEntries([...keys.keys()].map((key) => [key, sinceSeconds[key] ?? now]));
  // What has not been read yet has not left.
  const current = deleted.reading ? { ...sinceSeconds, ...listed } : listed;
  if (isChanged) await editLedger(account, (ledger) => ({ ...ledger, sinceSeconds: current })).catch(noteFailure);
  return new Map([...keys].map(([key, uid]) => [uid, current[key] ?? now]));
}

/** A disk that is full must not take the list with it: the days are counted anew then. */
const noteFailure = (error: unknown) => log().warn({ cause: describeCause(error) }, 'the ledger cannot be written');

/** When a message leaves Deleted for good; `null` where Deleted keeps for ever. */
export function purgeAtSeconds(sinceSeconds: number | undefined): number | null {
  const days = config().DELETED_DAYS;
  return days === 0 ? null : (sinceSeconds ?? Math.floor(Date.now() / 1000)) + days * DAY_SECONDS;
}
