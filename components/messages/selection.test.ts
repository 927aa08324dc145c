import { expect, test } from 'vitest';
import { aRow } from '#test/page.tsx';
import { chosenOf, everythingUpTo, extended, isChosen, NOTHING, neighbourOf, toggled } from './selection.ts';

const order = [9, 8, 7, 6, 5].map((uid) => `inbox.1.${uid}`);
const rows = order.map((id) => aRow({ id }));
const id = (uid: number) => `inbox.1.${uid}`;
const uids = (ids: Iterable<string>) => [...ids].map((each) => Number(each.split('.')[2]));

test('toggled() chooses and lets go', () => {
  const one = toggled(NOTHING, id(8), order);
  expect(uids(one.ids)).toEqual([8]);
  expect(uids(toggled(one, id(8), order).ids)).toEqual([]);
});

test('extended() chooses everything between, in either direction, and keeps what was chosen before', () => {
  const start = toggled(toggled(NOTHING, id(5), order), id(7), order);
  expect(uids(extended(start, id(9), order).ids).sort()).toEqual([5, 7, 8, 9]);
  const down = extended(toggled(NOTHING, id(9), order), id(7), order);
  expect(uids(down.ids).sort()).toEqual([7, 8, 9]);
  expect(uids(extended(down, id(6), order).ids).sort()).toEqual([6, 7, 8, 9]);
});

test('extended() without a start chooses the one row', () => {
  expect(uids(extended(NOTHING, id(6), order).ids)).toEqual([6]);
});

test('everythingUpTo() holds what is not loaded yet, and nothing that arrives later', () => {
  const all = everythingUpTo(id(8));
  expect(isChosen(all, id(1))).toBe(true);
  expect(isChosen(all, id(9))).toBe(false);
  expect(uids(chosenOf(all, rows).map((row) => row.id))).toEqual([8, 7, 6, 5]);
});

test('toggled() of all leaves what is loaded, but for that one', () => {
  expect(uids(toggled(everythingUpTo(id(9)), id(7), order).ids)).toEqual([9, 8, 6, 5]);
});

test('chosenOf() forgets what has left the list', () => {
  const two = toggled(toggled(NOTHING, id(9), order), id(3), order);
  expect(uids(chosenOf(two, rows).map((row) => row.id))).toEqual([9]);
});

test.each([
  [8, [9, 7, 6, 5], 7],
  [8, [9, 5], 5],
  [5, [9, 8], 8],
  [9, [], null],
])('neighbourOf() %d with %j staying is %s', (leaving, stays, next) => {
  expect(neighbourOf(id(leaving), order, new Set(stays.map(id)))).toBe(next === null ? null : id(next));
});
