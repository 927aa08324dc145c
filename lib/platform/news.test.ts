import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Child } from '#test/child.ts';
import { hearing, otherInstance } from '#test/instances.ts';
import { type RedisServer, startRedis } from '#test/redis.ts';
import { settingsFor } from '#test/settings.ts';
import { keepStateIn } from '#test/state-place.ts';
import { tell } from './news.ts';

let redis: RedisServer;
let other: Child;

beforeAll(async () => {
  redis = await startRedis();
  keepStateIn({ redisUrl: redis.url });
  other = await otherInstance({ ...settingsFor({ host: '127.0.0.1', port: 1 }), REDIS_URL: redis.url });
});

afterAll(async () => {
  await other.stop();
  await redis.stop();
});

test('tell() tells this process at once, and whoever does not listen nothing', () => {
  const [ours, others] = [hearing('a'), hearing('b')];
  tell('a', '1');
  expect(ours.said).toEqual(['1']);
  ours.end();
  tell('a', '2');
  expect([ours.said, others.said]).toEqual([['1'], []]);
});

test('tell() tells the other processes, and what they say is heard here, once', async () => {
  const [said, say] = [hearing('said'), hearing('say')];
  tell('say', 'Who?');
  await said.hears('Who?');
  await pause(100);
  expect([said.said, say.said]).toEqual([['Who?'], ['Who?']]);
  for (const { end } of [said, say]) end();
});

test('tell() goes on in this process while Redis is down, and in all of them when it is back', async () => {
  const [there, ours] = [hearing('there'), hearing('ours')];
  await redis.stop();
  tell('ours', 'all the same');
  expect(ours.said).toEqual(['all the same']);
  redis = await startRedis(redis.port);
  there.forget();
  await there.hears(/./, 10_000);
  for (const { end } of [there, ours]) end();
});

test('listen() hears the other processes though Redis was down when it began', async () => {
  const late = await startRedis();
  await late.stop();
  keepStateIn({ redisUrl: late.url });
  const there = hearing('there');
  // Longer than a command waits for Redis.
  await pause(4000);
  const back = await startRedis(late.port);
  const another = await otherInstance({ ...settingsFor({ host: '127.0.0.1', port: 1 }), REDIS_URL: back.url });
  await there.hears(/./, 5000);
  there.end();
  await another.stop();
  await back.stop();
});
