import { expect, test } from 'vitest';
import type { MessagePage } from '#lib/api/contract.ts';
import type { Message } from '#lib/voicemail/message.ts';
import { aRow, aSummary } from '#test/page.tsx';
import { pagesWith, pagesWithBack, pagesWithout, summaryWith, summaryWithout } from './optimistic.ts';

const heard = (message: Message): Message => ({ ...message, status: 'old' });
const moved = (message: Message): Message => ({ ...message, folder: 'work' });
const work = { slug: 'work' as const, name: 'Work', new: 1, old: 0, urgent: 0, total: 1, onPhone: true };

const MINUTE_MS = 60_000;

/** `inbox.1.9` came nine minutes after the first. */
function aList(uids: number[][]) {
  const row = (uid: number) =>
    aRow({ id: `inbox.1.${uid}`, receivedAt: new Date(Date.UTC(2026, 10, 22) + uid * MINUTE_MS).toISOString() });
  const total = uids.flat().length;
  const pages = uids.map(
    (page): MessagePage => ({ messages: page.map(row), next: null, total, upTo: null, indexing: null }),
  );
  return { pages, pageParams: uids.map((_, index) => (index === 0 ? undefined : String(index))), row };
}

const uidsOf = ({ pages }: { pages: MessagePage[] }) =>
  pages.map(({ messages }) => messages.map(({ id }) => Number(id.split('.')[2])));

test('summaryWith() takes an urgent message out of new, urgent and the lamp when it was heard', () => {
  const urgent = aRow({ urgent: true });
  const after = summaryWith(aSummary(), [urgent], [heard(urgent)]);
  expect(after?.folders[0]).toMatchObject({ new: 1, old: 60, urgent: 0, total: 61 });
  expect(after?.lamp).toEqual({ ...aSummary().lamp, on: true, new: 1, old: 60, urgent: 0 });
});

test('summaryWith() puts the lamp out with the last new message, and back on when it is kept as new', () => {
  const lamp = { on: true, new: 1, old: 0, urgent: 0, confirmed: false, reason: null, phone: null };
  const off = summaryWith(aSummary({ lamp }), [aRow()], [heard(aRow())]);
  expect(off?.lamp.on).toBe(false);
  expect(summaryWith(off, [heard(aRow())], [aRow()])?.lamp.on).toBe(true);
});

test('summaryWith() leaves the lamp alone for a message outside the inbox', () => {
  const before = aSummary({ folders: [work] });
  const row = aRow({ folder: 'work' });
  const after = summaryWith(before, [row], [heard(row)]);
  expect(after?.folders[0]).toMatchObject({ new: 0, old: 1 });
  expect(after?.lamp).toEqual(before.lamp);
});

test('summaryWith() counts a moved message where it went, and no longer for the lamp', () => {
  const before = aSummary({ folders: [...aSummary().folders, work] });
  const after = summaryWith(before, [aRow()], [moved(aRow())]);
  expect(after?.folders).toMatchObject([
    { slug: 'inbox', new: 1, total: 60 },
    { slug: 'work', new: 2, total: 2 },
  ]);
  expect(after?.lamp.new).toBe(1);
});

test('summaryWithout() takes a folder as a whole, loaded or not', () => {
  const before = aSummary({ folders: [...aSummary().folders, work] });
  const after = summaryWithout(before, 'inbox', 'work');
  expect(after?.folders).toMatchObject([
    { slug: 'inbox', new: 0, old: 0, urgent: 0, total: 0 },
    { slug: 'work', new: 3, old: 59, urgent: 1, total: 62 },
  ]);
  expect(after?.lamp).toMatchObject({ on: false, new: 0, old: 0 });
});

test('pagesWith() changes one message and keeps every other page as it is', () => {
  const list = aList([[2], [1]]);
  const after = pagesWith(list, (row) => (row.id === 'inbox.1.1' ? heard(row) : row));
  expect(after.pages[1]?.messages[0]?.status).toBe('old');
  expect(after.pages[0]).toBe(list.pages[0]);
});

test('pagesWithBack() puts what pagesWithout() took where it was, and counts it once', () => {
  const list = aList([[9, 8, 7], [5, 4], [2]]);
  const without = pagesWithout(list, ({ id }) => /\.(8|5|4|2)$/.test(id));
  expect(uidsOf(without)).toEqual([[9, 7], [], []]);
  expect(without.pages[0]?.total).toBe(2);
  const back = [2, 8, 5, 4].map(list.row);
  const after = pagesWithBack(pagesWithBack(without, back), back);
  expect(uidsOf(after).flat()).toEqual([9, 8, 7, 5, 4, 2]);
  expect(after.pages[0]?.total).toBe(6);
});
