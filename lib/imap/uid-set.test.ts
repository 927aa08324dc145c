import { expect, test } from 'vitest';
import { uidSets } from './uid-set.ts';

test('uidSets() writes runs as ranges, in order, each UID once', () => {
  expect(uidSets([7, 3, 1, 2, 3, 9, 10])).toEqual(['1:3,7,9:10']);
});

test('uidSets() of nothing asks nothing', () => {
  expect(uidSets([])).toEqual([]);
});

test('uidSets() keeps a command line short', () => {
  const odd = Array.from({ length: 1200 }, (_, i) => 4_294_000_001 + 2 * i);
  const sets = uidSets(odd);
  expect(sets).toHaveLength(3);
  expect(Math.max(...sets.map((set) => set.length))).toBeLessThan(8000);
  expect(sets.join(',').split(',').map(Number)).toEqual(odd);
});
