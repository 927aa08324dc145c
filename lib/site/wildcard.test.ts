import { expect, test } from 'vitest';
import { fits, spellOut } from './wildcard.ts';

test.each([
  ['a.conf', '*.conf', true],
  ['a.conf', '*', true],
  ['.a.conf', '*.conf', false],
  ['.a.conf', '.*.conf', true],
  ['a.conf', '?.conf', true],
  ['ab.conf', '?.conf', false],
  ['b.conf', '[a-c].conf', true],
  ['d.conf', '[a-c].conf', false],
  ['d.conf', '[!a-c].conf', true],
  [']', '[]]', true],
  ['*', '\\*', true],
  ['a', '\\*', false],
  ['aXbXc', 'a*b*c', true],
  ['aXbX', 'a*b*c', false],
  ['10-a.conf', '[0-9]*-a.con[f]', true],
])('fits(%j, %j) is %s', (name, pattern, expected) => {
  expect(fits(name, pattern)).toBe(expected);
});

test('fits() needs no time for many stars', () => {
  expect(fits('a'.repeat(255), `${'*a'.repeat(120)}*b`)).toBe(false);
});

test.each([
  ['a', ['a']],
  ['{a,b}.conf', ['a.conf', 'b.conf']],
  ['{a,{b,c}}', ['a', 'b', 'c']],
  ['{a,b}{c,d}', ['ac', 'ad', 'bc', 'bd']],
  ['{a', ['{a']],
  ['{}', ['']],
])('spellOut(%j) is %j', (pattern, expected) => {
  expect(spellOut(pattern, 10)).toEqual(expected);
});

test('spellOut() has an end', () => {
  expect(spellOut('{a,b}'.repeat(50), 10).length).toBeLessThanOrEqual(10);
});
