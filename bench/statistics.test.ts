import { expect, test } from 'vitest';
import { median, p95 } from './statistics.ts';

test.each([
  [[7], 7],
  [[9, 1, 10], 9],
  [[4, 1, 100, 2], 3],
])('median() of %j is %d, in whatever order and by value', (numbers, expected) => {
  expect(median(numbers)).toBe(expected);
});

test('median() leaves the numbers in their order', () => {
  const numbers = [3, 1, 2];
  median(numbers);
  expect(numbers).toEqual([3, 1, 2]);
});

test.each([
  [1, 1],
  [20, 19],
  [21, 20],
  [100, 95],
])('p95() of 1 to %d is %d', (count, expected) => {
  const shuffled = Array.from({ length: count }, (_, i) => ((i * 13) % count) + 1);
  expect(p95(shuffled)).toBe(expected);
});

test('median() and p95() of nothing are no number', () => {
  expect([median([]), p95([])]).toEqual([Number.NaN, Number.NaN]);
});
