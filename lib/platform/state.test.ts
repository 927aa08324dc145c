import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type RedisServer, startRedis } from '#test/redis.ts';
import { keepStateIn } from '#test/state-place.ts';
import { once } from './once.ts';
import { RedisUnavailable } from './redis.ts';
import { openState } from './state.ts';

const root = mkdtempSync(join(tmpdir(), 'lamplight-state-'));
const folder = join(root, 'state');
const logged: string[] = [];
let redis: RedisServer;

beforeAll(async () => {
  once('log', () => pino({ level: 'warn' }, { write: (line) => void logged.push(line) }));
  redis = await startRedis();
});

afterAll(async () => {
  await redis.stop();
  rmSync(root, { recursive: true });
});

describe.each([
  ['a folder', () => keepStateIn({ folder })],
  ['Redis', () => keepStateIn({ redisUrl: redis.url })],
])('openState() in %s', (_, configure) => {
  beforeEach(configure);

  test.each(['1001@default', '../../etc/passwd', '', '__proto__', 'Ä/\0'])('keeps what belongs to %j', async (key) => {
    const tidies = openState('tidies');
    expect(await tidies.get(key)).toBeNull();
    await tidies.set(key, '{"uid":1}');
    await tidies.set(key, '{"uid":2}');
    expect(await openState('tidies').get(key)).toBe('{"uid":2}');
    expect(await openState('others').get(key)).toBeNull();
    await tidies.delete(key);
    await tidies.delete(key);
    expect(await tidies.get(key)).toBeNull();
  });

  test('keeps the last of several that were set at once', async () => {
    const state = openState('busy');
    await Promise.all(Array.from({ length: 50 }, (_value, i) => state.set('1001', String(i))));
    expect(await state.get('1001')).toBe('49');
  });
});

describe('openState() in a folder', () => {
  beforeEach(() => keepStateIn({ folder }));

  test('can be read by nobody else, and leaves no drafts', async () => {
    await openState('private').set('1001', 'secret');
    const [file = '', ...more] = readdirSync(join(folder, 'private'));
    expect(more).toEqual([]);
    expect(modeOf(join(folder, 'private', file))).toBe(0o600);
    expect([folder, join(folder, 'private')].map(modeOf)).toEqual([0o700, 0o700]);
  });

  test.each([
    ['cut short', (file: string) => truncateSync(file, 5)],
    ['emptied', (file: string) => truncateSync(file, 0)],
    ['of another shape', (file: string) => writeFileSync(file, 'null')],
    ["somebody else's", (file: string) => writeFileSync(file, '{"key":"1002","value":"x"}')],
  ])('counts a file that is %s as empty, says so in the log, and writes a new one', async (name, damage) => {
    const state = openState(`damaged ${name}`);
    await state.set('1001', 'whole');
    const [file = ''] = readdirSync(join(folder, `damaged ${name}`));
    damage(join(folder, `damaged ${name}`, file));
    logged.length = 0;
    expect(await state.get('1001')).toBeNull();
    expect(logged).toHaveLength(1);
    expect(logged[0]).toContain('counts as empty');
    await state.set('1001', 'new');
    expect(await state.get('1001')).toBe('new');
  });

  test('keeps the old text when a new one cannot be written', async () => {
    const state = openState('full');
    await state.set('1001', 'old');
    const [file = ''] = readdirSync(join(folder, 'full'));
    const draft = join(folder, 'full', `${file}.${process.pid}.new`);
    // A folder in its place: root may write any file.
    mkdirSync(draft);
    await expect(state.set('1001', 'new')).rejects.toThrow('EISDIR');
    expect(await state.get('1001')).toBe('old');
  });
});

test('openState() in a Redis that is not there gives RedisUnavailable, and touches no file', async () => {
  const gone = await startRedis();
  await gone.stop();
  keepStateIn({ redisUrl: gone.url, folder: join(root, 'untouched') });
  await expect(openState('tidies').set('1001', 'x')).rejects.toBeInstanceOf(RedisUnavailable);
  await expect(openState('tidies').get('1001')).rejects.toBeInstanceOf(RedisUnavailable);
  expect(existsSync(join(root, 'untouched'))).toBe(false);
});

const modeOf = (path: string) => statSync(path).mode & 0o777;
