import { expect, test } from 'vitest';
import { NO_SEARCH } from './search.ts';
import { dayPresets, daysWords, lengthWords, nothingFoundWords } from './search-words.ts';

const TODAY = '2026-11-23';

test.each([
  [null, null, 'Any date'],
  ['2026-11-23', '2026-11-24', 'Today'],
  ['2026-11-22', '2026-11-23', 'Yesterday'],
  ['2026-11-17', null, 'Last 7 days'],
  ['2026-11-20', '2026-11-21', '20 November'],
  ['2026-11-20', '2026-11-23', '20 – 22 November'],
  ['2026-10-30', '2026-11-03', '30 October – 2 November'],
  ['2025-11-20', '2026-11-23', '20 November 2025 – 22 November'],
  ['2025-12-31', '2026-01-02', '31 December 2025 – 1 January'],
  ['2026-11-01', null, 'Since 1 November'],
  [null, '2026-11-01', 'Until 31 October'],
])('daysWords() from %s until %s are "%s"', (from, until, words) => {
  expect(daysWords({ from, until }, TODAY)).toBe(words);
});

test('dayPresets() take a week over the end of a month to be seven days, today included', () => {
  const [, , , week] = dayPresets('2026-03-02');
  expect(week?.days).toEqual({ from: '2026-02-24', until: null });
});

test.each([
  [null, null, 'Any length'],
  [null, 10, 'Up to 10 seconds'],
  [60, null, '1 minute or longer'],
  [10, 60, '10 seconds to 1 minute'],
  [0, 0, '0 seconds to 0 seconds'],
])('lengthWords() from %s to %s are "%s"', (min, max, words) => {
  expect(lengthWords({ min, max })).toBe(words);
});

test('nothingFoundWords() name what was asked for and where', () => {
  expect(nothingFoundWords({ ...NO_SEARCH, q: ' Patel ' }, 'Inbox')).toBe('No message from “Patel” in Inbox');
  expect(nothingFoundWords({ ...NO_SEARCH, q: 'Patel', show: 'new' }, 'Work')).toBe(
    'No new message from “Patel” in Work',
  );
  expect(nothingFoundWords({ ...NO_SEARCH, min: 60 }, 'Inbox')).toBe('No such message in Inbox');
  expect(nothingFoundWords({ ...NO_SEARCH, show: 'new' }, 'Inbox')).toBeNull();
});
