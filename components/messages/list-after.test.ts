import { expect, test } from 'vitest';
import type { MessagePage } from '#lib/api/contract.ts';
import type { Message } from '#lib/voicemail/message.ts';
import { aRow, changesTo } from '#test/page.tsx';
import { pagesAfter } from './list-after.ts';
import type { Pages } from './optimistic.ts';

const MINUTE_MS = 60_000;

/** `inbox.1.9` came nine minutes after the first. */
const row = (uid: number, wish: Partial<Message> = {}) =>
  aRow({ id: `inbox.1.${uid}`, receivedAt: new Date(Date.UTC(2026, 10, 22) + uid * MINUTE_MS).toISOString(), ...wish });

function aList(...pages: number[][]): Pages {
  const total = pages.flat().length;
  const upTo = `inbox.1.${pages.flat()[0]}`;
  return {
    pages: pages.map(
      (uids): MessagePage => ({ messages: uids.map((uid) => row(uid)), next: null, total, upTo, indexing: null }),
    ),
    pageParams: pages.map((_, index) => (index === 0 ? undefined : String(index))),
  };
}

const uidsOf = (list: Pages | null) =>
  list?.pages.map(({ messages }) => messages.map(({ id }) => Number(id.split('.')[2])));

test('pagesAfter() is the same list where nothing happened', () => {
  const list = aList([4, 3], [2, 1]);
  expect(pagesAfter(list, 2, changesTo([row(4), row(3), row(2), row(1)]))).toBe(list);
});

test('pagesAfter() makes a new object of the row that changed, and of no other', () => {
  const list = aList([4, 3], [2, 1]);
  const after = pagesAfter(list, 2, changesTo([row(4), row(3), row(2, { status: 'old' }), row(1)]));
  const rows = after?.pages.flatMap(({ messages }) => messages) ?? [];
  const before = list.pages.flatMap(({ messages }) => messages);
  expect(rows.map((message, index) => message === before[index])).toEqual([true, true, false, true]);
  expect(rows[2]).toEqual(row(2, { status: 'old' }));
  expect(after?.pages[0]).toBe(list.pages[0]);
});

test('pagesAfter() takes in what came, drops what went, and counts anew', () => {
  const list = aList([4, 3], [2, 1]);
  const changes = { ...changesTo([row(5), row(4), row(2), row(1)], 40), messages: [row(5)] };
  const after = pagesAfter(list, 2, changes);
  expect(uidsOf(after)).toEqual([
    [5, 4],
    [2, 1],
  ]);
  expect(after?.pages[0]).toMatchObject({ total: 40, upTo: 'inbox.1.5' });
  expect(after?.pages[0]?.messages[1]).toBe(list.pages[0]?.messages[0]);
});

test('pagesAfter() leaves pages alone that came in below while the answer was on its way', () => {
  const list = aList([4, 3], [2, 1]);
  expect(uidsOf(pagesAfter(list, 1, changesTo([row(4)])))).toEqual([[4], [2, 1]]);
});

test('pagesAfter() cannot tell of a row that is older than what came and was not there', () => {
  expect(pagesAfter(aList([4, 3]), 1, changesTo([row(4), row(3), row(2)]))).toBeNull();
});

test('pagesAfter() follows the marks of a row: urgent, and where else it is', () => {
  const changes = { ...changesTo([row(4, { urgent: true })]), alsoIn: [{ uid: 4, folders: ['work' as const] }] };
  const [page] = pagesAfter(aList([4]), 1, changes)?.pages ?? [];
  expect(page?.messages).toEqual([row(4, { urgent: true, alsoIn: ['work'] })]);
});
