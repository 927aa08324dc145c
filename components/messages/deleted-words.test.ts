import { expect, test } from 'vitest';
import { aSummary } from '#test/page.tsx';
import { keepingWords, leavingWords, phoneWords } from './deleted-words.ts';

test.each([
  ['2026-11-22', 'Leaves today'],
  ['2026-11-23', 'Leaves today'],
  ['2026-11-24', 'Leaves tomorrow'],
  ['2026-12-05', 'Leaves in 12 days'],
])('leavingWords() of %s, on the 23rd, are "%s"', (day, words) => {
  expect(leavingWords(day, '2026-11-23')).toBe(words);
});

test('keepingWords() say for how long, or for ever', () => {
  expect(keepingWords(30)).toBe('Messages leave Deleted after 30 days.');
  expect(keepingWords(1)).toBe('Messages leave Deleted after 1 day.');
  expect(keepingWords(0)).toBe('Messages are kept here until you empty it.');
});

test('phoneWords() are for a site that does not know who is on the phone', () => {
  expect(phoneWords(aSummary({ phoneKnown: false, tidyAfterMinutes: 5 }))).toContain('for up to 5 minutes');
  expect(phoneWords(aSummary({ phoneKnown: true }))).toBeNull();
  expect(phoneWords(aSummary({ phoneKnown: false, tidyAfterMinutes: 0 }))).toBeNull();
});
