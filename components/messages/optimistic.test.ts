import { expect, test } from 'vitest';
import { aRow, aSummary } from '#test/page.tsx';
import { pagesWithStatus, summaryWithStatus } from './optimistic.ts';

const urgent = aRow({ urgent: true });

test('summaryWithStatus() takes an urgent message out of new, urgent and the lamp', () => {
  const after = summaryWithStatus(aSummary(), urgent, 'old');
  expect(after?.folders[0]).toMatchObject({ new: 1, old: 60, urgent: 0, total: 61 });
  expect(after?.lamp).toMatchObject({ on: true, new: 1, urgent: 0 });
});

test('summaryWithStatus() puts the lamp out with the last new message, and back on when it is kept as new', () => {
  const lamp = { on: true, new: 1, old: 0, urgent: 0, confirmed: false, reason: null };
  const off = summaryWithStatus(aSummary({ lamp }), aRow(), 'old');
  expect(off?.lamp.on).toBe(false);
  expect(summaryWithStatus(off, aRow({ status: 'old' }), 'new')?.lamp.on).toBe(true);
});

test('summaryWithStatus() leaves the lamp alone for a message outside the inbox', () => {
  const work = { slug: 'work' as const, name: 'Work', new: 1, old: 0, urgent: 0, total: 1, onPhone: true };
  const before = aSummary({ folders: [work] });
  const after = summaryWithStatus(before, aRow({ folder: 'work' }), 'old');
  expect(after?.folders[0]).toMatchObject({ new: 0, old: 1 });
  expect(after?.lamp).toEqual(before.lamp);
});

test('summaryWithStatus() changes nothing when the message has that status already', () => {
  const before = aSummary();
  expect(summaryWithStatus(before, aRow({ status: 'old' }), 'old')).toBe(before);
});

test('pagesWithStatus() marks one message and keeps every other page as it is', () => {
  const [first, second] = [aRow({ id: 'inbox.1.2' }), aRow({ id: 'inbox.1.1' })].map((message) => ({
    messages: [message],
    next: null,
    total: 2,
    upTo: null,
  }));
  const pages = { pages: [first, second].flatMap((page) => page ?? []), pageParams: [undefined, '1'] };
  const after = pagesWithStatus(pages, 'inbox.1.1', 'old');
  expect(after?.pages[1]?.messages[0]?.status).toBe('old');
  expect(after?.pages[0]).toBe(first);
});
