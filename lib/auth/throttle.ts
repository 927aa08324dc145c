import 'server-only';
import { RateLimiterMemory, RateLimiterRedis } from 'rate-limiter-flexible';
import { networkOf } from '#lib/platform/client-address.ts';
import { config } from '#lib/platform/config.ts';
import { once } from '#lib/platform/once.ts';
import { type ErrorCode, VoicemailError } from '#lib/voicemail/errors.ts';
import { askShared } from './shared.ts';

const WINDOW_SECONDS = 5 * 60;
const LIMITS = {
  account: { keyPrefix: 'lamplight:tries:account', points: 5, duration: WINDOW_SECONDS },
  network: { keyPrefix: 'lamplight:tries:network', points: 20, duration: WINDOW_SECONDS },
};

type Kind = keyof typeof LIMITS;
type Limiter = RateLimiterMemory | RateLimiterRedis;

/** Failures that say nothing of the password: the try is given back. */
const OUTAGES: ErrorCode[] = ['mail-server-unreachable', 'mailbox-busy', 'sessions-unreachable'];

/**
 * Runs one sign-in. A try is counted before it is made, so that many at once cannot slip by, and given back when the
 * mail server was out of reach. With `REDIS_URL` all instances count together.
 * @throws {VoicemailError} too-many-attempts with the seconds to wait, sessions-unreachable; what `signIn` throws passes through
 */
export async function throttled<T>(user: string, address: string, signIn: () => Promise<T>): Promise<T> {
  const [name, peers] = [user.toLowerCase(), networkOf(address)];
  const giveBackTo = (kind: Kind, key: string) => count(kind, (limiter) => limiter.reward(key));
  await spend('account', name);
  try {
    await spend('network', peers);
    const result = await signIn();
    await Promise.all([count('account', (limiter) => limiter.delete(name)), giveBackTo('network', peers)]);
    return result;
  } catch (error) {
    const code = error instanceof VoicemailError ? error.code : 'unexpected';
    if (code === 'too-many-attempts') await giveBackTo('account', name);
    if (OUTAGES.includes(code)) await Promise.all([giveBackTo('account', name), giveBackTo('network', peers)]);
    throw error;
  }
}

async function spend(kind: Kind, key: string): Promise<void> {
  const { consumedPoints, msBeforeNext } = await count(kind, (limiter) => limiter.penalty(key));
  if (consumedPoints <= LIMITS[kind].points) return;
  const retryAfterSeconds = Math.ceil(msBeforeNext / 1000);
  throw new VoicemailError('too-many-attempts', 'Cannot sign in: too many tries', { retryAfterSeconds });
}

async function count<T>(kind: Kind, ask: (limiter: Limiter) => Promise<T>): Promise<T> {
  const { REDIS_URL } = config();
  if (!REDIS_URL) return ask(once(`tries-${kind}`, () => new RateLimiterMemory(LIMITS[kind])));
  return askShared(REDIS_URL, (redis) =>
    ask(new RateLimiterRedis({ ...LIMITS[kind], storeClient: redis, useRedisPackage: true })),
  );
}
