import { expect, test } from 'vitest';
import { clockIn } from '#components/ui/clock.ts';
import { aRow } from '#test/page.tsx';
import { groupByDay } from './day-groups.ts';
import { layOut } from './list-layout.ts';

const aroundMidnight = ['2026-11-22T18:20:00Z', '2026-11-22T18:10:00Z', '2026-11-21T19:00:00Z'].map(
  (receivedAt, index) => aRow({ id: `inbox.1.${index + 1}`, receivedAt }),
);

test('groupByDay() cuts where the reader has midnight', () => {
  const days = (zone: string) =>
    groupByDay(aroundMidnight, clockIn(zone)).map(({ day, messages }) => [day, messages.length]);
  expect(days('Asia/Kathmandu')).toEqual([
    ['2026-11-23', 1],
    ['2026-11-22', 2],
  ]);
  expect(days('UTC')).toEqual([
    ['2026-11-22', 2],
    ['2026-11-21', 1],
  ]);
});

test('layOut() leaves no gap between the days and none between the rows', () => {
  const items = layOut(groupByDay(aroundMidnight, clockIn('UTC')), 56);
  const ends = items.map(({ section, offset, size }) => section.top + offset + size);
  const starts = items.map(({ section, offset }) => section.top + offset);
  expect(starts).toEqual([0, ...ends.slice(0, -1)]);
  expect(items.map(({ key }) => key)).toEqual(['2026-11-22', 'inbox.1.1', 'inbox.1.2', '2026-11-21', 'inbox.1.3']);
});
