import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { Pin, Secret } from './secret.ts';

test.each([
  ['4242', 'own', true, '4242'],
  ['-4242', 'own', false, '4242'],
  ['1001', 'mailbox-number', true, '1001'],
  ['-1001', 'mailbox-number', false, '1001'],
  ['--42', 'own', false, '-42'],
  [' 42 ', 'own', true, ' 42 '],
])('the PIN %j is of kind %s, changeable: %s, and %j proves it', (stored, kind, isChangeable, candidate) => {
  const pin = new Pin(stored, '1001');
  expect([pin.kind, pin.isChangeable]).toEqual([kind, isChangeable]);
  expect(pin.proves(candidate)).toBe(true);
  for (const wrong of ['', '4243', '42424', `${candidate} `, stored === candidate ? `-${stored}` : stored]) {
    expect(pin.proves(wrong)).toBe(false);
  }
});

test.each([
  ['', 'none'],
  ['-', 'none'],
  ['*12', 'unusable'],
  ['-*12', 'unusable'],
])('nothing proves the PIN %j, which is %s', (stored, kind) => {
  const pin = new Pin(stored, '1001');
  expect(pin.kind).toBe(kind);
  for (const candidate of ['', '-', '*', stored, stored.slice(1), '1001']) expect(pin.proves(candidate)).toBe(false);
});

test('isShorterThan() counts without the dash', () => {
  expect(new Pin('-123', '1001').isShorterThan(4)).toBe(true);
  expect(new Pin('1234', '1001').isShorterThan(4)).toBe(false);
});

test('a PIN and a password show in nothing that one prints', () => {
  const shown = { pin: new Pin('4242', '1001'), password: new Secret('rockhammer') };
  for (const text of [
    JSON.stringify(shown),
    inspect(shown, { showHidden: true, depth: 9 }),
    `${shown.pin} ${shown.password}`,
  ]) {
    expect(text).not.toMatch(/4242|rockhammer/);
  }
  expect(shown.password.reveal()).toBe('rockhammer');
});
