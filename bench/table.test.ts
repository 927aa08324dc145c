import { expect, test } from 'vitest';
import { peerTableOf, tableOf } from './table.ts';

test('tableOf() gives medians, p95 and their ratio, one comparison a line, under each other', () => {
  const table = tableOf([
    { figure: 'first page', times: [30, 10, 20], floor: 'bare IMAP', floorTimes: [5, 4, 6] },
    { figure: 'first sound', times: [100], floor: 'nothing', floorTimes: [80] },
  ]);
  expect(table.split('\n')).toEqual([
    '| figure      |   median |      p95 | floor     | floor median | ratio |',
    '| ----------- | -------: | -------: | --------- | -----------: | ----: |',
    '| first page  |  20.0 ms |  30.0 ms | bare IMAP |      5.00 ms |  4.00 |',
    '| first sound | 100.0 ms | 100.0 ms | nothing   |      80.0 ms |  1.25 |',
  ]);
});

test('peerTableOf() gives how many times faster the portal is', () => {
  const table = peerTableOf([{ figure: 'first page', times: [4, 5, 6], floor: 'webmail', floorTimes: [50, 40, 60] }]);
  expect(table.split('\n')).toEqual([
    '| figure     |  median |     p95 | peer    | peer median | peer p95 | times faster |',
    '| ---------- | ------: | ------: | ------- | ----------: | -------: | -----------: |',
    '| first page | 5.00 ms | 6.00 ms | webmail |     50.0 ms |  60.0 ms |         10.0 |',
  ]);
});
