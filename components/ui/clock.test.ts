import { expect, test } from 'vitest';
import { clockIn, dayName } from './clock.ts';

test('dayOf() turns over at midnight in the named zone, not in UTC', () => {
  const { dayOf } = clockIn('Asia/Kathmandu');
  expect(dayOf('2026-11-22T18:14:59Z')).toBe('2026-11-22');
  expect(dayOf('2026-11-22T18:15:00Z')).toBe('2026-11-23');
});

test('timeOf() says the same clock time twice when the clocks go back', () => {
  const { timeOf, dayOf } = clockIn('Europe/Berlin');
  const [first, second] = ['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z'];
  expect([timeOf(first), timeOf(second)]).toEqual(['02:30', '02:30']);
  expect(dayOf(first)).toBe(dayOf(second));
});

test('stampOf() names day, second and zone', () => {
  expect(clockIn('Europe/Berlin').stampOf('2026-11-19T13:32:05Z')).toMatch(
    /^Thursday,? 19 November 2026 at 14:32:05 CET$/,
  );
});

test.each([
  ['2026-11-22', '2026-11-22', 'Today'],
  ['2026-11-21', '2026-11-22', 'Yesterday'],
  ['2026-11-19', '2026-11-22', 'Thursday, 19 November'],
  ['2025-11-18', '2026-11-22', 'Tuesday, 18 November 2025'],
  ['2025-12-31', '2026-01-01', 'Yesterday'],
  ['2026-02-28', '2026-03-01', 'Yesterday'],
])('dayName() of %s seen on %s is %s', (day, today, name) => {
  expect(dayName(day, today)).toBe(name);
});

test('dayName() knows yesterday across the day that has 23 hours', () => {
  const { dayOf } = clockIn('Europe/Berlin');
  const justAfterMidnight = dayOf('2026-03-29T22:30:00Z');
  const theShortDay = dayOf('2026-03-28T23:30:00Z');
  expect(dayName(theShortDay, justAfterMidnight)).toBe('Yesterday');
});
