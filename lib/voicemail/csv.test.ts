import { expect, test } from 'vitest';
import { csvOf } from './csv.ts';

const cell = (text: string) => csvOf([[text]]).slice(1, -2);

test('csvOf() begins with the mark of UTF-8, and ends each row as RFC 4180 does', () => {
  expect(
    csvOf([
      ['Name', 'Número'],
      ['José', ''],
    ]),
  ).toBe('\uFEFFName,Número\r\nJosé,\r\n');
});

test.each([
  ['plain', 'plain'],
  ['ACME, Sales', '"ACME, Sales"'],
  ['the "boss"', '"the ""boss"""'],
  ['two\r\nlines', '"two\r\nlines"'],
])('csvOf() writes %j as %j', (text, written) => {
  expect(cell(text)).toBe(written);
});

test.each(['=1+1', '+12025550143', '-1', '@SUM(A1)', '\t=1', '＝1', '=HYPERLINK("http://evil.example","x")'])(
  'csvOf() lets no spreadsheet run %j',
  (text) => {
    expect(cell(text).replace(/^"/, '')).toMatch(/^'/);
  },
);
