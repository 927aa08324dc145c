import { expect, test } from 'vitest';
import { spanOf } from './range.ts';

test.each([
  ['bytes=0-0', { first: 0, last: 0 }],
  ['bytes=2-5', { first: 2, last: 5 }],
  ['bytes=7-', { first: 7, last: 9 }],
  ['bytes=7-99999999999999999999', { first: 7, last: 9 }],
  ['bytes=-3', { first: 7, last: 9 }],
  ['bytes=-99', { first: 0, last: 9 }],
  ['Bytes= 2-5 ', { first: 2, last: 5 }],
])('spanOf() reads %s of ten bytes', (range, span) => {
  expect(spanOf(range, 10)).toEqual(span);
});

test.each(['bytes=10-', 'bytes=99-100', 'bytes=-0'])('spanOf() cannot satisfy %s of ten bytes', (range) => {
  expect(spanOf(range, 10)).toBe('unsatisfiable');
});

test.each([
  undefined,
  '',
  'bytes',
  'bytes=',
  'bytes=-',
  'bytes=5-2',
  'bytes=a-b',
  'bytes=0-1,4-5',
  'items=0-1',
  'bytes=1.5-2',
  'bytes=--1',
])('spanOf() ignores %j', (range) => {
  expect(spanOf(range, 10)).toBeNull();
});

test('spanOf() of nothing is unsatisfiable', () => {
  expect(spanOf('bytes=0-', 0)).toBe('unsatisfiable');
  expect(spanOf('bytes=-1', 0)).toBe('unsatisfiable');
});
