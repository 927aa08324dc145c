import { expect, test } from 'vitest';
import { factorAt } from './even-loudness.ts';

const GAINS = [
  { atSeconds: 1, gainDb: 6 },
  { atSeconds: 3, gainDb: -6 },
  { atSeconds: 3, gainDb: 0 },
];
const decibels = (factor: number) => 20 * Math.log10(factor);

test.each([
  [0, 6],
  [1, 6],
  [2, 0],
  [2.5, -3],
  [3, 0],
  [99, 0],
])('factorAt() %s s is in a straight line of decibels between its neighbours', (seconds, gainDb) => {
  expect(decibels(factorAt(GAINS, seconds))).toBeCloseTo(gainDb, 6);
});

test('factorAt() changes nothing where no gain is known', () => {
  expect(factorAt([], 5)).toBe(1);
});
