import { expect, test } from 'vitest';
import { withoutComments } from './comments.ts';

test.each([
  ['a = b', 'a = b'],
  ['a = b ; c', 'a = b '],
  ['; c', ''],
  ['a \\; b', 'a ; b'],
  ['a \\; b ; c', 'a ; b '],
  ['a ;-- b --; c', 'a  c'],
  ['a ;-- b ;-- c --; d --; e', 'a  e'],
  ['a;--b--;c;--d--;e', 'ace'],
  [';----', ''],
  [';--- a', ''],
  ['a \\;-- b', 'a ;-- b'],
  [';-- a \\; --; b', ' b'],
])('withoutComments(%j) is %j', (line, text) => {
  expect(withoutComments(line, 0)).toEqual({ text, depth: 0, trouble: null });
});

test.each([
  ['a ;-- b', 0, 'a ', 1],
  ['b', 1, null, 1],
  ['b --; c', 1, ' c', 0],
  ['b --; c', 2, null, 1],
  [';-- b', 1, null, 2],
  ['b ; --; c', 1, ' c', 0],
])('withoutComments(%j) in %i blocks is %j, in %i', (line, before, text, depth) => {
  expect(withoutComments(line, before)).toMatchObject({ text, depth });
});

test('withoutComments() goes below the ground as Asterisk does, and says so', () => {
  expect(withoutComments('a --; b', 0)).toEqual({ text: 'a --; b', depth: -1, trouble: 'comment-end-alone' });
  expect(withoutComments('c', -1)).toMatchObject({ text: null, depth: -1 });
});

test('withoutComments() does not hang where Asterisk does', () => {
  expect(withoutComments(';-- deeper', 128)).toMatchObject({ depth: 128, trouble: 'comment-too-deep' });
});
