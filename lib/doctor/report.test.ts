import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { danger, note, ok } from './line.ts';
import { groupText, reportJson, verdictText } from './report.ts';

const GROUP = {
  name: 'folders',
  lines: [ok('All is there'), danger('None is there', 'nobody sees any', 'Make one', 'a.conf:3')],
};
const FINE = { name: 'clocks', lines: [note('It is late', 'it was a long day')] };

test('groupText() says the same with colours and without', () => {
  const plain = groupText(GROUP, false);
  expect(plain).toBe(`folders
  ok       All is there
  danger   None is there
           where: a.conf:3
           why: nobody sees any
           do: Make one
`);
  expect(stripVTControlCharacters(groupText(GROUP, true))).toBe(plain);
});

test('only a danger makes a site unfit', () => {
  expect(verdictText([FINE])).toBe('Fit: 0 dangers, 0 warnings, 1 note.\n');
  expect(verdictText([FINE, GROUP])).toBe('Not fit: 1 danger, 0 warnings, 1 note.\n');
  expect(JSON.parse(reportJson([FINE]))).toEqual({
    fit: true,
    counts: { ok: 0, note: 1, warning: 0, danger: 0 },
    groups: [FINE],
  });
});
