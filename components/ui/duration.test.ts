import { expect, test } from 'vitest';
import { count, durationText, spokenDuration } from './duration.ts';

test.each([
  [0, '0:00'],
  [8.9, '0:08'],
  [127, '2:07'],
  [3600, '1:00:00'],
  [3723, '1:02:03'],
  [-1, '0:00'],
])('durationText() of %d seconds is %s', (seconds, text) => {
  expect(durationText(seconds)).toBe(text);
});

test.each([
  [0, '0 seconds'],
  [1, '1 second'],
  [48, '48 seconds'],
  [60, '1 minute'],
  [127, '2 minutes 7'],
  [3600, '1 hour'],
  [7325, '2 hours 2 minutes'],
])('spokenDuration() of %d seconds is %s', (seconds, text) => {
  expect(spokenDuration(seconds)).toBe(text);
});

test('count() puts commas into large numbers and an s behind all but one', () => {
  expect([count(1, 'message'), count(5000, 'message')]).toEqual(['1 message', '5,000 messages']);
});
