import 'server-only';
import { askRedis, RedisUnavailable } from '#lib/platform/redis.ts';
import { VoicemailError } from '#lib/voicemail/errors.ts';

const RETRY_AFTER_SECONDS = 5;

/**
 * Asks Redis for what all instances know of who is signed in.
 * @throws {VoicemailError} sessions-unreachable: it signs nobody out, and lets nobody in
 */
export async function askShared<T>(url: string, question: Parameters<typeof askRedis<T>>[1]): Promise<T> {
  try {
    return await askRedis(url, question);
  } catch (error) {
    if (!(error instanceof RedisUnavailable)) throw error;
    const reason = 'Cannot tell who is signed in: Redis does not answer';
    throw new VoicemailError('sessions-unreachable', reason, { cause: error, retryAfterSeconds: RETRY_AFTER_SECONDS });
  }
}
