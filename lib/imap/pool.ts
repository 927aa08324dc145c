import 'server-only';
import type { ImapFlow } from 'imapflow';
import { LRUCache } from 'lru-cache';
import { beforeGoodbye } from '#lib/platform/goodbye.ts';
import { once } from '#lib/platform/once.ts';
import { closeCache } from '#lib/platform/person-cache.ts';
import { VoicemailError } from '#lib/voicemail/errors.ts';
import type { Account } from './account.ts';
import { connectFor } from './connect-for.ts';
import { hangUp } from './connection.ts';
import { type Slot, takeSlot } from './connection-limit.ts';
import { imapFailure, isConnectionLost } from './errors.ts';
import { forgetIndexes } from './index-cache.ts';
import { forgetQuota } from './quota.ts';

const IDLE_BEFORE_CLOSE_MS = 5 * 60_000;

interface Connected {
  client: ImapFlow;
  slot: Slot;
}

/** One account's connection, and the queue for it. */
interface Seat {
  key: string;
  client: ImapFlow | null;
  slot: Slot | null;
  queue: Promise<unknown>;
  waiting: number;
  closing: NodeJS.Timeout | undefined;
  /** Signed out: no new connection, and nothing is kept. */
  isClosed: boolean;
}

const seats = () =>
  once('imap-pool', () => {
    const made = new Map<string, Seat>();
    beforeGoodbye(() => Promise.all([...made.values()].map((seat) => seat.queue.then(() => empty(seat)))));
    return made;
  });

/**
 * Lends the account's one warm connection for one piece of work. Work queues, first come first served; a connection
 * that dies under it is replaced once.
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
  return inTurn(seat, () => attempt(account, seat, doing, use, mayRetry));
}

/**
 * Proves name and password by a login of its own, whose connection then is the account's warm one.
 * @throws {VoicemailError} of the mail server kind
 */
export async function proveLogin(account: Account, doing: string): Promise<void> {
  const made = await open(account).catch((error) => {
    throw imapFailure(error, doing);
  });
  signedOut().delete(account.key);
  const seat = seatOf(account.key);
  // Not waited for: somebody may be at work on the account in another browser.
  void inTurn(seat, async () => {
    if (!seat.isClosed && !seat.client?.usable) return seatOn(seat, made);
    await hangUp(made.client);
    made.slot.leave();
  });
}

/** Closes the account's connection at once, as at sign-out, and drops what was read over it. */
export function closeConnection({ key }: Pick<Account, 'key'>): void {
  signedOut().set(key, true);
  closeCache(key);
  forgetIndexes({ key });
  forgetQuota({ key });
  const seat = seats().get(key);
  if (!seat) return;
  clearTimeout(seat.closing);
  seat.isClosed = true;
  // Nobody waits for what is under way.
  seat.client?.close();
  void empty(seat);
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
    key,
    client: null,
    slot: null,
    queue: Promise.resolve(),
    waiting: 0,
    closing: undefined,
    isClosed: false,
  };
  seats().set(key, seat);
  return seat;
}

function inTurn<T>(seat: Seat, work: () => Promise<T>): Promise<T> {
  clearTimeout(seat.closing);
  seat.waiting += 1;
  seat.slot?.wake();
  const done = seat.queue.then(work);
  seat.queue = done.catch(() => undefined).finally(() => leave(seat));
  return done;
}

async function attempt<T>(
  account: Account,
  seat: Seat,
  doing: string,
  use: (client: ImapFlow) => Promise<T>,
  mayRetry: () => boolean,
) {
  if (seat.isClosed) throw new VoicemailError('mail-server-unreachable', `${doing}: the sign-in has ended`);
  let wasConnected = false;
  const begin = (client: ImapFlow) => {
    wasConnected = true;
    return use(client);
  };
  try {
    return await runOnce(account, seat, begin);
  } catch (error) {
    if (seat.isClosed || !(wasConnected && isConnectionLost(error) && mayRetry())) throw imapFailure(error, doing);
  }
  try {
    return await runOnce(account, seat, use);
  } catch (error) {
    throw imapFailure(error, doing);
  }
}

async function runOnce<T>(account: Account, seat: Seat, use: (client: ImapFlow) => Promise<T>): Promise<T> {
  const client = seat.client?.usable ? seat.client : seatOn(seat, await open(account));
  const { signal, stop } = deadline(client, account.home.timeoutSeconds);
  try {
    return await Promise.race([use(client), signal]);
  } finally {
    stop();
  }
}

async function open(account: Account): Promise<Connected> {
  const slot = await takeSlot('work', () => {
    const seat = seats().get(account.key);
    if (seat) void empty(seat);
  });
  try {
    return { client: await connectFor(account), slot };
  } catch (error) {
    slot.leave();
    throw error;
  }
}

function seatOn(seat: Seat, { client, slot }: Connected): ImapFlow {
  seat.slot?.leave();
  Object.assign(seat, { client, slot });
  client.once('close', () => slot.leave());
  return client;
}

/** Gives up the seat and its connection, politely. */
async function empty(seat: Seat): Promise<void> {
  clearTimeout(seat.closing);
  if (seats().get(seat.key) === seat) seats().delete(seat.key);
  const { client, slot } = seat;
  seat.client = null;
  if (client) await hangUp(client);
  slot?.leave();
}

/** imapflow has no time-out per command: a server that falls silent is given up by closing the connection. */
function deadline(client: ImapFlow, timeoutSeconds: number) {
  const seconds = 2 * timeoutSeconds;
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

function leave(seat: Seat): void {
  seat.waiting -= 1;
  if (seat.waiting > 0) return;
  if (seat.isClosed) {
    void empty(seat);
    return;
  }
  seat.slot?.rest();
  seat.closing = setTimeout(() => void empty(seat), IDLE_BEFORE_CLOSE_MS).unref();
}
