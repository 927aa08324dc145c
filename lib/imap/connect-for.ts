import 'server-only';
import { setTimeout as pause } from 'node:timers/promises';
import type { ImapFlow } from 'imapflow';
import { log } from '#lib/platform/log.ts';
import { once } from '#lib/platform/once.ts';
import type { Account } from './account.ts';
import { connect } from './connection.ts';
import { imapFailure, isRefusal } from './errors.ts';
import { takeSpare } from './spare.ts';

/** A server learns a moment later that somebody hung up. */
const ROOM_MADE_MS = 250;
const SAY_AGAIN_MS = 60_000;

const refusals = () => once('imap-refusals', () => ({ at: Number.NEGATIVE_INFINITY }));

/** Connects for work. Where the server allows the account no connection more, the one that only watches makes room. */
export async function connectFor(account: Account): Promise<ImapFlow> {
  try {
    return await account.withCredentials(connect);
  } catch (error) {
    if (!isLimit(error)) throw error;
    noteLimit();
    if (!takeSpare(account)) throw error;
  }
  await pause(ROOM_MADE_MS);
  return account.withCredentials(connect);
}

/** Whether the server refused a login, and not because of the name or the password. */
export function isLimit(error: unknown): boolean {
  return isRefusal(error) && imapFailure(error, '').code !== 'credentials-rejected';
}

/** Tells the administrator, once in a while, that the server's own limit is in the way. */
export function noteLimit(): void {
  if (wasRefusedWithin(SAY_AGAIN_MS)) return;
  refusals().at = performance.now();
  log().warn(
    'the mail server refuses a person more connections: raise mail_max_userip_connections (Dovecot) or MAXPERIP (Courier)',
  );
}

/** Whether the mail server allowed somebody no connection more, not long ago. */
export function wasRefusedWithin(milliseconds: number): boolean {
  return performance.now() - refusals().at < milliseconds;
}
