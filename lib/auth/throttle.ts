import 'server-only';
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import { networkOf } from '#lib/platform/client-address.ts';
import { once } from '#lib/platform/once.ts';
import { type ErrorCode, VoicemailError } from '#lib/voicemail/errors.ts';

const WINDOW_SECONDS = 5 * 60;
const TRIES_PER_ACCOUNT = 5;
const TRIES_PER_NETWORK = 20;

const limiters = () =>
  once('throttle', () => ({
    account: new RateLimiterMemory({ points: TRIES_PER_ACCOUNT, duration: WINDOW_SECONDS }),
    network: new RateLimiterMemory({ points: TRIES_PER_NETWORK, duration: WINDOW_SECONDS }),
  }));

/** Failures that say nothing of the password: the try is given back. */
const OUTAGES: ErrorCode[] = ['mail-server-unreachable', 'mailbox-busy'];

/**
 * Runs one sign-in. A try is counted before it is made, so that many at once cannot slip by, and given back when the
 * mail server was out of reach.
 * @throws {VoicemailError} too-many-attempts with the seconds to wait; what `signIn` throws passes through
 */
export async function throttled<T>(user: string, address: string, signIn: () => Promise<T>): Promise<T> {
  const { account, network } = limiters();
  const [name, peers] = [user.toLowerCase(), networkOf(address)];
  await spend(account, name);
  try {
    await spend(network, peers);
    const result = await signIn();
    await Promise.all([account.delete(name), network.reward(peers)]);
    return result;
  } catch (error) {
    const code = error instanceof VoicemailError ? error.code : 'unexpected';
    if (code === 'too-many-attempts') await account.reward(name);
    if (OUTAGES.includes(code)) await Promise.all([account.reward(name), network.reward(peers)]);
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
