import 'server-only';
import { setTimeout as pause } from 'node:timers/promises';
import type { ImapFlow } from 'imapflow';
import { LRUCache } from 'lru-cache';
import { config } from '#lib/platform/config.ts';
import { once } from '#lib/platform/once.ts';
import { VoicemailError } from '#lib/voicemail/errors.ts';
import type { Account } from './account.ts';
import { connect } from './connection.ts';
import { imapFailure, isConnectionLost, isRefusal } from './errors.ts';
import { takeSpare } from './spare.ts';

const IDLE_BEFORE_CLOSE_MS = 5 * 60_000;
/** A server learns a moment later that somebody hung up. */
const ROOM_MADE_MS = 250;

/** One account's connection, and the queue for it. */
interface Seat {
  client: ImapFlow | null;
  queue: Promise<unknown>;
  waiting: number;
  closing: NodeJS.Timeout | undefined;
  /** Signed out: no new connection, and nothing is kept. */
  isClosed: boolean;
}

const seats = () => once('imap-pool', () => new Map<string, Seat>());

/**
 * Lends the account's one warm connection for one piece of work. Work queues, first come first served; a connection
 * that turns out to have died since its last use is replaced once.
 * @param doing what fails when it fails, as in "Cannot open Work"
 * @param mayRetry asked when the connection died: whether `use` has done nothing yet that may not be done twice
 * @throws {VoicemailError} of the mail server kind; what `use` throws as such passes through
 */
export function withConnection<T>(
  account: Account,
  doing: string,
  use: (client: ImapFlow) => Promise<T>,
  { mayRetry = () => true }: { mayRetry?: () => boolean } = {},
): Promise<T> {
  const seat = seatOf(account.key);
  signedOut().delete(account.key);
  clearTimeout(seat.closing);
  seat.waiting += 1;
  const work = seat.queue.then(() => attempt(account, seat, doing, use, mayRetry));
  seat.queue = work.catch(() => undefined).finally(() => leave(account.key, seat));
  return work;
}

/** Closes the account's connection at once, as at sign-out. */
export function closeConnection({ key }: Pick<Account, 'key'>): void {
  signedOut().set(key, true);
  const seat = seats().get(key);
  if (!seat) return;
  clearTimeout(seat.closing);
  seat.isClosed = true;
  seat.client?.close();
  seats().delete(key);
}

const MAX_ACCOUNTS = 10_000;
const signedOut = () => once('signed-out', () => new LRUCache<string, true>({ max: MAX_ACCOUNTS }));

/** Whether the account was signed out and nothing was asked for since: then nothing may be done in its name. */
export function isSignedOut(account: Account): boolean {
  return signedOut().has(account.key);
}

/** Whether the account has a connection that was alive when it was last used. */
export function hasConnection({ key }: Account): boolean {
  return seats().get(key)?.client?.usable === true;
}

function seatOf(key: string): Seat {
  const seat = seats().get(key) ?? {
    client: null,
    queue: Promise.resolve(),
    waiting: 0,
    closing: undefined,
    isClosed: false,
  };
  seats().set(key, seat);
  return seat;
}

async function attempt<T>(
  account: Account,
  seat: Seat,
  doing: string,
  use: (client: ImapFlow) => Promise<T>,
  mayRetry: () => boolean,
) {
  const isReused = seat.client?.usable === true;
  try {
    return await runOnce(account, seat, use);
  } catch (error) {
    if (seat.isClosed || !(isReused && isConnectionLost(error) && mayRetry())) throw imapFailure(error, doing);
  }
  try {
    return await runOnce(account, seat, use);
  } catch (error) {
    throw imapFailure(error, doing);
  }
}

async function runOnce<T>(account: Account, seat: Seat, use: (client: ImapFlow) => Promise<T>): Promise<T> {
  if (!seat.client?.usable) seat.client = await connectAtAnyPrice(account);
  const { client } = seat;
  const { signal, stop } = deadline(client);
  try {
    return await Promise.race([use(client), signal]);
  } finally {
    stop();
  }
}

/** Where the server allows no connection more, the one that only watches makes room. */
async function connectAtAnyPrice(account: Account): Promise<ImapFlow> {
  try {
    return await account.withCredentials(connect);
  } catch (error) {
    const isFull = isRefusal(error) && imapFailure(error, '').code !== 'credentials-rejected';
    if (!isFull || !takeSpare(account)) throw error;
  }
  await pause(ROOM_MADE_MS);
  return account.withCredentials(connect);
}

/** imapflow has no time-out per command: a server that falls silent is given up by closing the connection. */
function deadline(client: ImapFlow) {
  const seconds = 2 * config().IMAP_TIMEOUT_SECONDS;
  let timer: NodeJS.Timeout | undefined;
  let heardBytes = client.stats().received;
  const signal = new Promise<never>((_, reject) => {
    timer = setInterval(() => {
      const { received } = client.stats();
      const isSilent = received === heardBytes;
      heardBytes = received;
      if (!isSilent) return;
      const error = new VoicemailError(
        'mail-server-unreachable',
        `Cannot finish: the mail server said nothing for ${seconds} s`,
        { retryAfterSeconds: seconds },
      );
      reject(error);
      client.close();
    }, seconds * 1000);
  });
  return { signal, stop: () => clearInterval(timer) };
}

function leave(key: string, seat: Seat): void {
  seat.waiting -= 1;
  if (seat.waiting > 0) return;
  if (seat.isClosed) {
    seat.client?.close();
    return;
  }
  seat.closing = setTimeout(() => {
    if (seats().get(key) === seat) seats().delete(key);
    void seat.client?.logout().catch(() => undefined);
  }, IDLE_BEFORE_CLOSE_MS);
  seat.closing.unref();
}
