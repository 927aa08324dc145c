import { setTimeout as pause } from 'node:timers/promises';
import { config } from './config.ts';
import { takeLease } from './lease.ts';
import { standInLine } from './queue.ts';
import { RedisUnavailable } from './redis.ts';

/** Longer than a lease, so that a holder who died makes nobody fail. */
const WAIT_MS = 15_000;
const LEASE_MS = 10_000;

/** The lock was not to be had: another held it for too long, or Redis is out of reach (then that is the cause). */
export class LockTimeout extends Error {
  override name = 'LockTimeout';
}

/**
 * Runs work while nobody else holds that name: nobody in this process, and with `REDIS_URL` no other process either.
 * Whoever holds a name must not ask for it again.
 * @param work gets a signal that aborts when the lock was lost while working: then it must send nothing more
 * @throws {LockTimeout} without having begun
 */
export async function withLock<T>(
  name: string,
  work: (signal: AbortSignal) => Promise<T>,
  { waitMs = WAIT_MS, leaseMs = LEASE_MS } = {},
): Promise<T> {
  const until = performance.now() + waitMs;
  const place = standInLine(`lock ${name}`);
  try {
    await inTime(place.turn, waitMs);
    const url = config().REDIS_URL;
    return await (url ? whileLeased({ url, name, leaseMs }, until, work) : work(new AbortController().signal));
  } finally {
    place.leave();
  }
}

async function whileLeased<T>(
  terms: Parameters<typeof takeLease>[0],
  until: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const lease = await takeLease(terms, until).catch(explain);
  if (!lease) throw heldByAnother();
  try {
    return await work(lease.signal);
  } finally {
    await lease.end();
  }
}

async function inTime(turn: Promise<void>, waitMs: number): Promise<void> {
  const waiting = new AbortController();
  const isOver = pause(waitMs, true, { signal: waiting.signal }).catch(() => true);
  const isLate = await Promise.race([turn, isOver]);
  waiting.abort();
  if (isLate) throw heldByAnother();
}

const heldByAnother = () => new LockTimeout('Cannot lock: somebody else is at it');

function explain(error: unknown): never {
  if (!(error instanceof RedisUnavailable)) throw error;
  throw new LockTimeout('Cannot lock: Redis does not answer', { cause: error });
}
