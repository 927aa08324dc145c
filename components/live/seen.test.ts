import { expect, test } from 'vitest';
import { aRow } from '#test/page.tsx';
import { arrivalsIn, seenWith } from './seen.ts';

const row = (uid: number, more = {}) => aRow({ id: `inbox.7.${uid}`, asteriskId: `call-${uid}`, ...more });
const ids = (rows: { id: string }[]) => rows.map(({ id }) => id);

test('arrivalsIn() is what is new and came later, once', () => {
  const before = seenWith(null, [row(3), row(2, { status: 'old' })], 1);
  expect(ids(arrivalsIn([row(4), row(3), row(2)], before))).toEqual(['inbox.7.4']);
  const after = seenWith(before, [row(4), row(3), row(2)], 2);
  expect(arrivalsIn([row(4), row(3), row(2)], after)).toEqual([]);
  expect(after.checkedAt).toBe(2);
});

test('arrivalsIn() leaves out what was heard meanwhile, and what was there when nothing had been looked at', () => {
  const before = seenWith(null, [row(3)], 1);
  expect(arrivalsIn([row(4, { status: 'old' })], before)).toEqual([]);
  expect(arrivalsIn([row(4)], null)).toEqual([]);
});

test('arrivalsIn() knows a message again that was put away and came back', () => {
  const before = seenWith(null, [row(3)], 1);
  expect(arrivalsIn([row(9, { asteriskId: 'call-3' })], before)).toEqual([]);
});

test('arrivalsIn() takes no message for an arrival because the mail server numbered its messages anew', () => {
  const before = seenWith(null, [row(3)], 1);
  const renumbered = [aRow({ id: 'inbox.8.9' }), aRow({ id: 'inbox.8.8' })];
  expect(arrivalsIn(renumbered, before)).toEqual([]);
  const after = seenWith(before, renumbered, 2);
  expect(ids(arrivalsIn([aRow({ id: 'inbox.8.10' }), ...renumbered], after))).toEqual(['inbox.8.10']);
});

test('seenWith() of an inbox that was emptied still knows what came first', () => {
  const emptied = seenWith(seenWith(null, [row(3)], 1), [], 2);
  expect(arrivalsIn([row(3)], emptied)).toEqual([]);
  expect(ids(arrivalsIn([row(4)], emptied))).toEqual(['inbox.7.4']);
});

test('the first message of an inbox that was empty is an arrival', () => {
  const empty = seenWith(null, [], 1);
  expect(ids(arrivalsIn([row(1)], empty))).toEqual(['inbox.7.1']);
});
