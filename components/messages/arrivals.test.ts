import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aRow } from '#test/page.tsx';
import { arrivalWords, likenessOf, sortArrivals } from './arrivals.ts';

const row = (minute: number, more = {}) =>
  aRow({ id: `inbox.1.${minute}`, receivedAt: new Date(Date.UTC(2026, 10, 22, 0, minute)).toISOString(), ...more });
const known = (...minutes: number[]) => new Set(minutes.map((minute) => likenessOf(row(minute))));
const ids = (rows: { id: string }[]) => rows.map(({ id }) => Number(id.split('.')[2]));

test('sortArrivals() holds back what stands above a row that was there, and not what was loaded below', () => {
  const { shown, waiting } = sortArrivals([row(9), row(8), row(6), row(5), row(4), row(3)], known(8, 5));
  expect([ids(shown), ids(waiting)]).toEqual([
    [8, 5, 4, 3],
    [9, 6],
  ]);
});

test('sortArrivals() knows a message again that was moved away and came back under another id', () => {
  const { waiting } = sortArrivals([row(9, { id: 'inbox.1.77', status: 'old' }), row(8)], known(9, 8));
  expect(waiting).toEqual([]);
});

test('property: sortArrivals() loses nothing, shows all that was known, and keeps the order', () => {
  const minutes = fc.uniqueArray(fc.nat(40));
  fc.assert(
    fc.property(minutes, minutes, (all, before) => {
      const sorted = all.sort((a, b) => b - a).map((minute) => row(minute));
      const { shown, waiting } = sortArrivals(sorted, known(...before));
      expect(ids([...shown, ...waiting]).sort((a, b) => b - a)).toEqual(all);
      expect(ids(shown)).toEqual(ids(shown).toSorted((a, b) => b - a));
      expect(ids(waiting).some((minute) => before.includes(minute))).toBe(false);
    }),
  );
});

test('arrivalWords() call new only what is', () => {
  expect(arrivalWords([row(1), row(2)])).toBe('2 new');
  expect(arrivalWords([row(1), row(2, { status: 'old' })])).toBe('2 more');
});
