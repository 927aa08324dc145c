import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type RedisServer, startRedis } from '#test/redis.ts';
import { keepStateIn } from '#test/state-place.ts';
import { beginRoll, enterInRoll, readRoll, strikeFromRoll } from './roll.ts';

const root = mkdtempSync(join(tmpdir(), 'lamplight-roll-'));
let redis: RedisServer;

beforeAll(async () => {
  redis = await startRedis();
});

afterAll(async () => {
  await redis.stop();
  rmSync(root, { recursive: true });
});

describe.each([
  ['a folder', () => keepStateIn({ folder: join(root, 'state') })],
  ['Redis', () => keepStateIn({ redisUrl: redis.url })],
])('a roll in %s', (_, configure) => {
  beforeEach(configure);

  test('that nobody began is not there, and takes nobody', async () => {
    expect(await readRoll('none')).toBeNull();
    await expect(enterInRoll('none', 'ada')).rejects.toThrow('nobody began');
    await expect(strikeFromRoll('none', 'ada')).rejects.toThrow('nobody began');
    expect(await readRoll('none')).toBeNull();
  });

  test('has each name once, of many at once too, and keeps them when it is begun again', async () => {
    await beginRoll('factors');
    expect(await readRoll('factors')).toEqual([]);
    const names = ['ada', 'grace', 'linus', 'ada'];
    await Promise.all(names.map((name) => enterInRoll('factors', name)));
    await strikeFromRoll('factors', 'grace');
    await beginRoll('factors');
    expect((await readRoll('factors'))?.sort()).toEqual(['ada', 'linus']);
    expect(await readRoll('others')).toBeNull();
  });
});

test.each(['', '{"key":"factors","value":"[\\"ada\\""}', '{"key":"factors","value":"{}"}'])(
  'a roll that reads %j counts as lost',
  async (text) => {
    const folder = join(root, 'damaged');
    keepStateIn({ folder });
    await beginRoll('factors');
    const [file = ''] = readdirSync(join(folder, 'rolls'));
    writeFileSync(join(folder, 'rolls', file), text);
    expect(await readRoll('factors')).toBeNull();
    rmSync(folder, { recursive: true });
  },
);
