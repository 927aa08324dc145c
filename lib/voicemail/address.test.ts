import { expect, test } from 'vitest';
import { addressText, isCountedByAsterisk, isSameAddress, parseAddress } from './address.ts';

test.each(['1001@default', 'ada.lovelace@sales'])('parseAddress() reads %s', (text) => {
  const address = parseAddress(text);
  expect(address && addressText(address)).toBe(text);
});

test.each(['', '1001', '@default', '1001@', '1 001@default', '1001@a@b', `${'9'.repeat(80)}@default`])(
  'parseAddress() refuses %j',
  (text) => {
    expect(parseAddress(text)).toBeNull();
  },
);

const hundred = { extension: '100', context: 'default' };

test('isSameAddress() keeps 100 and 1001 apart', () => {
  expect(isSameAddress(hundred, { extension: '1001', context: 'default' })).toBe(false);
  expect(isSameAddress(hundred, { extension: '100', context: 'default2' })).toBe(false);
  expect(isSameAddress(hundred, { ...hundred })).toBe(true);
});

test('isCountedByAsterisk() matches by substring and without case, as HEADER SEARCH does', () => {
  expect(isCountedByAsterisk({ extension: '1001', context: 'Default2' }, hundred)).toBe(true);
  expect(isCountedByAsterisk(hundred, { extension: '1001', context: 'default' })).toBe(false);
});
