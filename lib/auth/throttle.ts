import 'server-only';
import { RateLimiterMemory, RateLimiterRedis } from 'rate-limiter-flexible';
import { networkOf } from '#lib/platform/client-address.ts';
import { config } from '#lib/platform/config.ts';
import { once } from '#lib/platform/once.ts';
import { type ErrorCode, VoicemailError } from '#lib/voicemail/errors.ts';
import { isFamiliar, makeFamiliar } from './familiar.ts';
import { askShared } from './shared-sign-ins.ts';

const FIVE_MINUTES_SECONDS = 5 * 60;
const DAY_SECONDS = 24 * 60 * 60;

/** How many wrong tries each may have. */
const LIMITS = {
  /** Of one network, whoever is tried. */
  network: { keyPrefix: 'lamplight:tries:network', points: 20, duration: FIVE_MINUTES_SECONDS },
  /** Of one network for one account. */
  pair: { keyPrefix: 'lamplight:tries:pair', points: 5, duration: FIVE_MINUTES_SECONDS },
  /** For one account, of all networks together that it never signed in from: many that guess in turns. */
  strangers: { keyPrefix: 'lamplight:tries:strangers', points: 10, duration: FIVE_MINUTES_SECONDS },
  /** Of one network for the codes of one account: who knows the PIN must not have all day for a million codes. */
  codesToday: { keyPrefix: 'lamplight:tries:codes-today', points: 50, duration: DAY_SECONDS },
  strangersToday: { keyPrefix: 'lamplight:tries:strangers-today', points: 100, duration: DAY_SECONDS },
};

type Kind = keyof typeof LIMITS;
type Limiter = RateLimiterMemory | RateLimiterRedis;
/** What one try is counted against. */
type Counted = [Kind, string];

/** Failures that say nothing of the password, or that it is right and a code is yet to come: the try is given back. */
const UNCOUNTED: ErrorCode[] = [
  'mail-server-unreachable',
  'mailbox-busy',
  'sessions-unreachable',
  'site-misconfigured',
  'second-factor-required',
];

/**
 * Runs one sign-in. A try is counted before it is made, so that many at once cannot slip by, and given back when the
 * mail server was out of reach. Whoever guesses locks out themselves, and others who are strangers to the account, but
 * nobody at a place where its owner has signed in before. With `REDIS_URL` all instances count together.
 * @param isCode whether a code of a second factor is tried with it
 * @throws {VoicemailError} too-many-attempts with the seconds to wait, sessions-unreachable; what `signIn` throws passes through
 */
export async function throttled<T>(
  user: string,
  address: string,
  signIn: () => Promise<T>,
  { isCode = false } = {},
): Promise<T> {
  const [name, network] = [user.toLowerCase(), networkOf(address)];
  // Network first: who has used up its tries leaves no other trace in memory.
  const counted: Counted[] = [
    ['network', network],
    ['pair', `${name} ${network}`],
  ];
  if (!(await isFamiliar(name, network))) counted.push(['strangers', name], ['strangersToday', name]);
  if (isCode) counted.push(['codesToday', `${name} ${network}`]);
  await spendAll(counted);
  try {
    const result = await signIn();
    await giveBack(counted.filter(([kind]) => kind !== 'pair'));
    await count(['pair', `${name} ${network}`], (limiter, key) => limiter.delete(key));
    await makeFamiliar(name, network);
    return result;
  } catch (error) {
    const code = error instanceof VoicemailError ? error.code : 'unexpected';
    if (UNCOUNTED.includes(code)) await giveBack(counted);
    throw error;
  }
}

/** A try that is not made is counted nowhere. */
async function spendAll(counted: Counted[]): Promise<void> {
  for (const [position, [kind, key]] of counted.entries()) {
    const { consumedPoints, msBeforeNext } = await count([kind, key], (limiter) => limiter.penalty(key));
    if (consumedPoints <= LIMITS[kind].points) continue;
    await giveBack(counted.slice(0, position + 1));
    const retryAfterSeconds = Math.ceil(msBeforeNext / 1000);
    throw new VoicemailError('too-many-attempts', 'Cannot sign in: too many tries', { retryAfterSeconds });
  }
}

async function giveBack(counted: Counted[]): Promise<void> {
  await Promise.all(counted.map((one) => count(one, (limiter, key) => limiter.reward(key))));
}

async function count<T>([kind, key]: Counted, ask: (limiter: Limiter, key: string) => Promise<T>): Promise<T> {
  const { REDIS_URL } = config();
  if (!REDIS_URL)
    return ask(
      once(`tries-${kind}`, () => new RateLimiterMemory(LIMITS[kind])),
      key,
    );
  return askShared(REDIS_URL, (redis) =>
    ask(new RateLimiterRedis({ ...LIMITS[kind], storeClient: redis, useRedisPackage: true }), key),
  );
}
