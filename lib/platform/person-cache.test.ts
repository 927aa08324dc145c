import { beforeEach, expect, test } from 'vitest';
import { cachedBytes, cacheOf, closeCache } from './person-cache.ts';

const MEGABYTE = 1024 * 1024;
const SHARE_BYTES = 8 * MEGABYTE;
const MOST_BYTES = 128 * MEGABYTE;

const forget = () => Reflect.deleteProperty(globalThis, Symbol.for('lamplight.person-caches'));
beforeEach(forget);

/** Says whether it had to be made. */
async function isMade(owner: string, key: string, sizeBytes = 1): Promise<boolean> {
  let made = false;
  await cacheOf(owner).keep(key, sizeBytes, async () => {
    made = true;
  });
  return made;
}

test('keep() makes a thing once, for each owner apart', async () => {
  expect([await isMade('ada', 'a'), await isMade('ada', 'a'), await isMade('grace', 'a')]).toEqual([true, false, true]);
});

test('keep() makes a thing once for two who want it at the same time', async () => {
  let times = 0;
  const make = async () => {
    times += 1;
    return times;
  };
  const cache = cacheOf('ada');
  expect(await Promise.all([cache.keep('a', 1, make), cache.keep('a', 1, make)])).toEqual([1, 1]);
});

test('keep() does not keep what failed', async () => {
  const failing = async () => Promise.reject(new Error('no'));
  await expect(cacheOf('ada').keep('a', 1, failing)).rejects.toThrow('no');
  expect(await isMade('ada', 'a')).toBe(true);
});

test('keep() throws out what the same person used longest ago, and nothing of others', async () => {
  await isMade('grace', 'a');
  for (let i = 0; i < 30; i++) await isMade('ada', `${i}`, MEGABYTE);
  expect(cacheOf('ada').sizeBytes).toBe(SHARE_BYTES);
  expect([await isMade('ada', '29'), await isMade('ada', '0'), await isMade('grace', 'a')]).toEqual([
    false,
    true,
    false,
  ]);
});

test('keep() gives what is larger than a share, and does not keep it', async () => {
  expect(await cacheOf('ada').keep('a', SHARE_BYTES + 1, async () => 7)).toBe(7);
  expect(cachedBytes()).toBe(0);
});

test('keep() bounds what all have together, and clears first who was there longest ago', async () => {
  for (let person = 0; person < 40; person++) {
    for (let i = 0; i < 8; i++) await isMade(`person ${person}`, `${i}`, MEGABYTE);
    expect(cachedBytes()).toBeLessThanOrEqual(MOST_BYTES);
  }
  expect([await isMade('person 0', '0'), await isMade('person 39', '0')]).toEqual([true, false]);
});

test('closeCache() drops all of one owner, and tells whoever still holds it', async () => {
  await isMade('ada', 'a');
  await isMade('grace', 'a');
  const cache = cacheOf('ada');
  closeCache('ada');
  expect([cache.isClosed, cache.sizeBytes, cacheOf('ada').isClosed]).toEqual([true, 0, false]);
  expect([await isMade('ada', 'a'), await isMade('grace', 'a')]).toEqual([true, false]);
  await cache.keep('late', 1, async () => 1);
  expect(cachedBytes()).toBe(2);
});
