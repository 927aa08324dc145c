import { beforeEach, expect, test } from 'vitest';
import { closeShelf, shelfOf, shelvedBytes } from './shelf.ts';

const MEGABYTE = 1024 * 1024;
const SHARE_BYTES = 8 * MEGABYTE;
const MOST_BYTES = 128 * MEGABYTE;

const forget = () => Reflect.deleteProperty(globalThis, Symbol.for('lamplight.shelves'));
beforeEach(forget);

/** Says whether it had to be made. */
async function isMade(owner: string, key: string, sizeBytes = 1): Promise<boolean> {
  let made = false;
  await shelfOf(owner).keep(key, sizeBytes, async () => {
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
  const shelf = shelfOf('ada');
  expect(await Promise.all([shelf.keep('a', 1, make), shelf.keep('a', 1, make)])).toEqual([1, 1]);
});

test('keep() does not keep what failed', async () => {
  const failing = async () => Promise.reject(new Error('no'));
  await expect(shelfOf('ada').keep('a', 1, failing)).rejects.toThrow('no');
  expect(await isMade('ada', 'a')).toBe(true);
});

test('keep() throws out what the same person used longest ago, and nothing of others', async () => {
  await isMade('grace', 'a');
  for (let i = 0; i < 30; i++) await isMade('ada', `${i}`, MEGABYTE);
  expect(shelfOf('ada').sizeBytes).toBe(SHARE_BYTES);
  expect([await isMade('ada', '29'), await isMade('ada', '0'), await isMade('grace', 'a')]).toEqual([
    false,
    true,
    false,
  ]);
});

test('keep() gives what is larger than a share, and does not keep it', async () => {
  expect(await shelfOf('ada').keep('a', SHARE_BYTES + 1, async () => 7)).toBe(7);
  expect(shelvedBytes()).toBe(0);
});

test('keep() bounds what all have together, and clears first who was there longest ago', async () => {
  for (let person = 0; person < 40; person++) {
    for (let i = 0; i < 8; i++) await isMade(`person ${person}`, `${i}`, MEGABYTE);
    expect(shelvedBytes()).toBeLessThanOrEqual(MOST_BYTES);
  }
  expect([await isMade('person 0', '0'), await isMade('person 39', '0')]).toEqual([true, false]);
});

test('closeShelf() drops all of one owner, and tells whoever still holds it', async () => {
  await isMade('ada', 'a');
  await isMade('grace', 'a');
  const shelf = shelfOf('ada');
  closeShelf('ada');
  expect([shelf.isClosed, shelf.sizeBytes, shelfOf('ada').isClosed]).toEqual([true, 0, false]);
  expect([await isMade('ada', 'a'), await isMade('grace', 'a')]).toEqual([true, false]);
  await shelf.keep('late', 1, async () => 1);
  expect(shelvedBytes()).toBe(2);
});
