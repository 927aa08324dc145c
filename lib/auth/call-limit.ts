import 'server-only';
import { RateLimiterMemory, RateLimiterRedis } from 'rate-limiter-flexible';
import { config } from '#lib/platform/config.ts';
import { once } from '#lib/platform/once.ts';
import { VoicemailError } from '#lib/voicemail/errors.ts';
import { askShared } from './shared-sign-ins.ts';

/** A person does not call back more often; a script would. */
const LIMIT = { keyPrefix: 'lamplight:calls', points: 6, duration: 60 };

/**
 * Counts a call that somebody asks for; with `REDIS_URL` all instances count together.
 * @throws {VoicemailError} too-many-attempts with the seconds to wait, sessions-unreachable
 */
export async function countCall({ name }: { name: string }): Promise<void> {
  const { REDIS_URL } = config();
  const { consumedPoints, msBeforeNext } = REDIS_URL
    ? await askShared(REDIS_URL, (storeClient) =>
        new RateLimiterRedis({ ...LIMIT, storeClient, useRedisPackage: true }).penalty(name),
      )
    : await once('calls', () => new RateLimiterMemory(LIMIT)).penalty(name);
  if (consumedPoints <= LIMIT.points) return;
  const retryAfterSeconds = Math.ceil(msBeforeNext / 1000);
  throw new VoicemailError('too-many-attempts', 'Cannot call back: too many calls in a minute', { retryAfterSeconds });
}
