import { expect, test } from 'vitest';
import { aRow } from '#test/page.tsx';
import { type Change, onlyThis, type Wish } from './change.ts';
import { doneWords, namesOf, purgeQuestion, refusedWords } from './change-words.ts';

const NAMES = ['Dr Patel', 'Grace Hopper', 'Linus Berg', 'Ana García', 'Bürgeramt Mitte'];
const rows = NAMES.map((name, index) =>
  aRow({ id: `inbox.1.${index + 1}`, durationSeconds: 11, caller: { name, number: null, presentation: 'shown' } }),
);
const [patel = aRow()] = rows;
const DELETE: Wish = { verb: 'move', folder: 'deleted' };
const TO_WORK: Wish = { verb: 'move', folder: 'work' };

function aChange(wish: Wish, many = 1, more: Partial<Change> = {}): Change {
  return { ...onlyThis(patel, undefined), messages: rows.slice(0, many), wish, undoes: null, ...more };
}

const all = (total: number) => ({ everything: { filter: { folder: 'inbox' as const, upTo: 'inbox.1.9' }, total } });

test.each<[Change, string]>([
  [aChange(DELETE), 'Deleted Dr Patel, 0:11'],
  [aChange(DELETE, 3), 'Deleted 3 messages'],
  [aChange(DELETE, 5, all(1204)), 'Deleted 1,204 messages'],
  [aChange(TO_WORK), 'Moved Dr Patel, 0:11 to Work'],
  [aChange({ verb: 'mark', status: 'old' }, 2), 'Marked 2 messages as heard'],
  [aChange({ verb: 'restore' }), 'Restored Dr Patel, 0:11'],
  [aChange({ verb: 'purge', isOverQuota: false }, 2), 'Deleted 2 messages for good'],
  [aChange({ verb: 'restore' }, 1, { undoes: aChange(DELETE) }), 'Undone: Dr Patel, 0:11 back in Inbox'],
])('doneWords() of %#: %s', (change, words) => {
  expect(doneWords(change, undefined)).toBe(words);
});

test('doneWords() counts what was really done', () => {
  const outcome = { messages: [], failed: [{ id: 'inbox.1.2', code: 'folder-full' as const }] };
  expect(doneWords(aChange(TO_WORK, 2), outcome)).toBe('Moved Dr Patel, 0:11 to Work');
});

test.each<[Change, number, Parameters<typeof refusedWords>[2], string]>([
  [aChange(TO_WORK), 1, 'folder-full', 'Dr Patel could not be moved: Work is full. Nothing was lost.'],
  [
    aChange(TO_WORK, 5),
    2,
    'folder-full',
    '2 of 5 messages (Dr Patel and Grace Hopper) could not be moved: Work is full. Nothing was lost.',
  ],
  [
    aChange(DELETE, 3),
    3,
    'mail-server-unreachable',
    '3 messages could not be deleted: the mail server does not answer.',
  ],
  [aChange(DELETE, 2, all(60)), 0, 'mailbox-busy', '60 messages could not be deleted: the mail server is busy.'],
  [
    aChange({ verb: 'restore' }, 1, { messages: [{ ...patel, folder: 'deleted', from: 'family' }] }),
    1,
    'folder-full',
    'Dr Patel could not be restored: Family is full. Nothing was lost.',
  ],
])('refusedWords() of %#: %4', (change, refused, code, words) => {
  expect(refusedWords(change, change.messages.slice(0, refused), code)).toBe(words);
});

test.each([
  [1, 'Dr Patel'],
  [2, 'Dr Patel and Grace Hopper'],
  [3, 'Dr Patel, Grace Hopper and Linus Berg'],
  [5, 'Dr Patel, Grace Hopper, Linus Berg and 2 others'],
])('namesOf() %d messages is %s', (many, words) => {
  expect(namesOf(rows.slice(0, many))).toBe(words);
});

test('purgeQuestion() says that there is no way back', () => {
  expect(purgeQuestion({ ...onlyThis(patel, undefined), messages: rows, ...all(12) })).toEqual({
    title: 'Delete 12 messages for good?',
    text: 'They cannot be brought back.',
  });
});
