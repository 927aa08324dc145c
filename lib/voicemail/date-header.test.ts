import { expect, test } from 'vitest';
import { parseDateHeader } from './date-header.ts';

test.each([
  ['Fri, 21 Nov 2025 10:11:12 +0100', '2025-11-21T09:11:12Z', 60],
  ['Fri, 1 Nov 2025 10:11 -0330', '2025-11-01T13:41:00Z', -210],
  ['22 nov 2026 22:25:27 GMT', '2026-11-22T22:25:27Z', 0],
  ['So.,  22  Nov  2026  22:25:27  -0000 (UTC)', '2026-11-22T22:25:27Z', 0],
  ['Sun, 29 Feb 2032 23:59:60 +0545', '2032-02-29T18:15:00Z', 345],
])('parseDateHeader() reads %j', (text, iso, zoneOffsetMinutes) => {
  expect(parseDateHeader(text)).toEqual({ seconds: Date.parse(iso) / 1000, zoneOffsetMinutes });
});

test.each([
  '',
  'yesterday',
  'Sunday, November 22, 2026 at 10:25:27 PM',
  'Sun, 22 Nov 2026 22:25:27',
  'Sun, 22 Nov 2026 22:25:27 CET',
  'Sun, 22 Nov 2026 22:25:27 Zulu',
  'Sun, 22 Nov 2026 22:25:27 +1500',
  'Sun, 30 Feb 2026 22:25:27 +0000',
  'Sun, 22 Foo 2026 22:25:27 +0000',
  'Sun, 22 Nov 2026 24:00:00 +0000',
  'Sun, 22 Nov 2026 22:60:00 +0000',
  'Wed, 31 Dec 1969 23:59:59 +0000',
])('parseDateHeader() gives null for %j', (text) => {
  expect(parseDateHeader(text)).toBeNull();
});
