import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { describeCause, log } from './log.ts';
import { askRedis } from './redis.ts';

/** Only who holds it may touch it: the lease may have run out, and another have taken it. */
const RENEW = `if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('pexpire', KEYS[1], ARGV[2]) end return 0`;
const RELEASE = `if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0`;

const ASK_AGAIN_MS = 50;

/** What one process has, and no other, until it gives it back or stops renewing it. */
export interface Lease {
  /** Aborted before another can have it. */
  signal: AbortSignal;
  end(): Promise<void>;
}

interface Terms {
  url: string;
  name: string;
  /** How long after the last renewal it is free again. */
  leaseMs: number;
}

interface Claim extends Terms {
  key: string;
  token: string;
}

/**
 * Takes a lease in Redis and renews it until it ends.
 * @param until when to give up waiting, by `performance.now()`
 * @returns `null` when another has held it all the time
 * @throws {RedisUnavailable}
 */
export async function takeLease(terms: Terms, until: number): Promise<Lease | null> {
  const claim = { ...terms, key: `lamplight:lock:${terms.name}`, token: randomUUID() };
  for (;;) {
    const askedAt = performance.now();
    if (await isTaken(claim)) return keep(claim, askedAt);
    if (performance.now() + ASK_AGAIN_MS > until) return null;
    await pause(ASK_AGAIN_MS * (0.5 + Math.random()));
  }
}

async function isTaken({ url, key, token, leaseMs }: Claim): Promise<boolean> {
  const expiration = { type: 'PX', value: leaseMs } as const;
  try {
    return (await askRedis(url, (redis) => redis.set(key, token, { condition: 'NX', expiration }))) === 'OK';
  } catch (error) {
    // It may have been taken, and only the answer lost.
    void release({ url, key, token }).catch(() => undefined);
    throw error;
  }
}

function keep(claim: Claim, takenAt: number): Lease {
  const { url, key, token, leaseMs } = claim;
  const lost = new AbortController();
  const lose = () => lost.abort(new Error('Cannot go on: the lock was lost'));
  // Counted from before Redis was asked, and a little short: clocks differ, and whoever is told must still stop.
  const expireAfter = (askedAt: number) => setTimeout(lose, askedAt + leaseMs * 0.8 - performance.now());
  let expiry = expireAfter(takenAt);
  let hasEnded = false;
  const renew = async () => {
    const askedAt = performance.now();
    const renewal = { keys: [key], arguments: [token, String(leaseMs)] };
    const isOurs = (await askRedis(url, (redis) => redis.eval(RENEW, renewal))) === 1;
    if (hasEnded) return;
    clearTimeout(expiry);
    if (isOurs) expiry = expireAfter(askedAt);
    else lose();
  };
  const renewals = setInterval(() => void renew().catch(() => undefined), leaseMs / 4);
  return {
    signal: lost.signal,
    end: async () => {
      hasEnded = true;
      clearInterval(renewals);
      clearTimeout(expiry);
      const released = release(claim).catch((error) => {
        log().warn({ cause: describeCause(error) }, 'a lock was not released and must run out');
      });
      if (!lost.signal.aborted) await released;
    },
  };
}

async function release({ url, key, token }: Pick<Claim, 'url' | 'key' | 'token'>): Promise<void> {
  await askRedis(url, (redis) => redis.eval(RELEASE, { keys: [key], arguments: [token] }));
}
