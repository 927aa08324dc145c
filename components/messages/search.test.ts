import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isSearching, NO_SEARCH, narrowingOf, type Search, searchIn, writeSearch } from './search.ts';

const written = (search: Partial<Search>) => {
  const params = new URLSearchParams('mailbox=1001%40default');
  writeSearch(params, search);
  return params;
};

test('property: searchIn() reads what writeSearch() wrote', () => {
  const day = fc.constantFrom('2026-11-22', '2024-02-29', '1999-12-31');
  const seconds = fc.option(fc.nat(999_999));
  const search = fc.record({
    show: fc.constantFrom('all' as const, 'new' as const, 'urgent' as const),
    q: fc.string({ unit: 'grapheme', maxLength: 20 }),
    from: fc.option(day),
    until: fc.option(day),
    min: seconds,
    max: seconds,
  });
  fc.assert(
    fc.property(search, (wish) => {
      expect(searchIn(written(wish))).toEqual(wish);
    }),
  );
});

test('writeSearch() leaves no trace of what narrows nothing, and the mailbox alone', () => {
  expect(String(written(NO_SEARCH))).toBe('mailbox=1001%40default');
  expect(String(written({ q: 'dr p', min: 0 }))).toBe('mailbox=1001%40default&q=dr+p&min=0');
});

test.each(['show=everything', 'from=yesterday', 'until=2026-13-40', 'min=-1', 'max=1e3', 'q='])(
  'searchIn() takes %s for nothing',
  (text) => {
    expect(searchIn(new URLSearchParams(text))).toEqual(NO_SEARCH);
  },
);

test('narrowingOf() asks for the days as the reader in Kathmandu has them', () => {
  expect(narrowingOf({ ...NO_SEARCH, from: '2026-11-22', until: '2026-11-23' })).toEqual({
    from: '2026-11-21T18:15:00.000Z',
    until: '2026-11-22T18:15:00.000Z',
  });
});

test('narrowingOf() has the words of the API, and no space around the caller', () => {
  expect(narrowingOf({ ...NO_SEARCH, show: 'new', q: ' dr ', min: 0, max: 60 })).toEqual({
    status: 'new',
    q: 'dr',
    minSeconds: 0,
    maxSeconds: 60,
  });
  expect(narrowingOf({ ...NO_SEARCH, show: 'urgent', q: '   ' })).toEqual({ urgent: true });
});

test('isSearching() is about more than new and urgent', () => {
  expect([NO_SEARCH, { ...NO_SEARCH, show: 'new' as const }, { ...NO_SEARCH, q: ' ' }].map(isSearching)).toEqual([
    false,
    false,
    false,
  ]);
  expect(
    [
      { ...NO_SEARCH, q: 'a' },
      { ...NO_SEARCH, max: 0 },
    ].map(isSearching),
  ).toEqual([true, true]);
});
