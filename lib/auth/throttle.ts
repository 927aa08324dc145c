import 'server-only';
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import { once } from '#lib/platform/once.ts';
import { VoicemailError } from '#lib/voicemail/errors.ts';

const WINDOW_SECONDS = 5 * 60;
const TRIES_PER_ACCOUNT = 5;
const TRIES_PER_ADDRESS = 20;

const limiters = () =>
  once('throttle', () => ({
    account: new RateLimiterMemory({ points: TRIES_PER_ACCOUNT, duration: WINDOW_SECONDS }),
    address: new RateLimiterMemory({ points: TRIES_PER_ADDRESS, duration: WINDOW_SECONDS }),
  }));

/**
 * Runs one sign-in. A try is counted before it is made, so that many at once cannot slip by, and given back when the
 * failure was not a wrong password or there was none.
 * @throws {VoicemailError} too-many-attempts with the seconds to wait; what `signIn` throws passes through
 */
export async function throttled<T>(user: string, address: string, signIn: () => Promise<T>): Promise<T> {
  const { account, address: peers } = limiters();
  const name = user.toLowerCase();
  await spend(peers, address);
  await spend(account, name);
  try {
    const result = await signIn();
    await Promise.all([account.delete(name), peers.reward(address)]);
    return result;
  } catch (error) {
    const isGuess = error instanceof VoicemailError && error.code === 'credentials-rejected';
    if (!isGuess) await Promise.all([account.reward(name), peers.reward(address)]);
    throw error;
  }
}

async function spend(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (refusal) {
    const retryAfterSeconds = Math.ceil(((refusal as RateLimiterRes).msBeforeNext ?? WINDOW_SECONDS * 1000) / 1000);
    throw new VoicemailError('too-many-attempts', 'Cannot sign in: too many tries', { retryAfterSeconds });
  }
}
