import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rangeText, uidsOfRanges } from './uid-ranges.ts';

test.each([
  [[7], '7'],
  [[7, 1, 3, 2, 2], '1:3,7'],
  [[4_294_967_295, 5, 4], '4:5,4294967295'],
])('rangeText() of %j is %s', (uids, text) => {
  expect(rangeText(uids)).toBe(text);
});

test.each(['', '0', '1,', '3:1', '1:*', '*', 'x', '1:2:3', '01', '4294967296', '1:4294967295', '1:5,7:9'])(
  'uidsOfRanges() takes no %j where six are the most',
  (text) => {
    expect(uidsOfRanges(text, 6)).toBeNull();
  },
);

test('uidsOfRanges() gives back what rangeText() was given', () => {
  const uids = fc.uniqueArray(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 1000 });
  fc.assert(
    fc.property(uids, (some) => {
      expect(uidsOfRanges(rangeText(some), 1000)).toEqual([...some].sort((a, b) => a - b));
    }),
  );
});
