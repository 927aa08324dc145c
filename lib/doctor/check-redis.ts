import 'server-only';
import { askRedis, RedisUnavailable } from '#lib/platform/redis.ts';
import type { Check } from './check.ts';
import { danger, type Line, note, ok, warning } from './line.ts';
import { isThisMachine } from './words.ts';

const OLDEST_MAJOR = 6;

/** Whether several instances can share what they must. Only INFO is asked. */
export const checkRedis: Check = {
  name: 'Redis',
  async *run({ config: { REDIS_URL } }) {
    if (REDIS_URL === undefined) {
      yield note('REDIS_URL is not set', 'one instance only may serve these people', 'Nothing, if there is one');
      return;
    }
    const info = await askRedis(REDIS_URL, (redis) => redis.info()).catch((error: unknown) => error);
    yield* typeof info === 'string' ? told(REDIS_URL, info) : [away(info)];
  },
};

function away(error: unknown): Line {
  const why = error instanceof RedisUnavailable ? 'nobody is let in while it is away' : 'the program failed';
  return danger('Redis does not answer', why, 'Correct REDIS_URL, its password, or Redis');
}

function* told(url: string, info: string): Iterable<Line> {
  const say = (name: string) => new RegExp(`^${name}:(.*?)\r?$`, 'm').exec(info)?.[1] ?? '';
  const version = say('redis_version');
  yield ok(`Redis ${version} answers`);
  if (Number.parseInt(version, 10) < OLDEST_MAJOR) {
    yield danger(`Redis ${version} is too old`, 'the portal needs commands of Redis 6', 'Use Redis 6 or later');
  }
  if (say('maxmemory') !== '0' && !['', 'noeviction'].includes(say('maxmemory_policy'))) {
    yield warning(
      `Redis may throw away what it holds (${say('maxmemory_policy')})`,
      'people are signed out, and counted tries are forgotten',
      'Set maxmemory-policy noeviction',
    );
  }
  const { protocol, hostname } = new URL(url);
  if (protocol === 'redis:' && !isThisMachine(hostname)) {
    yield warning(
      'The connection to Redis is not encrypted',
      'whoever is in between sees sealed passwords and can forge counted tries',
      'Use rediss:// in REDIS_URL',
    );
  }
}
