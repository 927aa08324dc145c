import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fuzz } from '#test/fuzz.ts';
import { callerLabel, callerOf } from './caller.ts';

const shown = (name: string | null, number: string | null) => ({ name, number, presentation: 'shown' });
const withheld = { name: null, number: null, presentation: 'withheld' };
const unknown = { name: null, number: null, presentation: 'unknown' };

test.each([
  ['Dr Patel', '+12025550143', shown('Dr Patel', '+12025550143')],
  ['Dr Patel', '', shown('Dr Patel', null)],
  ['', '5000', shown(null, '5000')],
  [null, '5000', shown(null, '5000')],
  [' Hansen ', '5000', shown('Hansen', '5000')],
  ['"Dr Patel"', '5000', shown('Dr Patel', '5000')],
  ['+1 (202) 555-0143', '+12025550143', shown(null, '+12025550143')],
  ['Ada', 'alice', shown('Ada', 'alice')],
  ['Ada', '*67#', shown('Ada', '*67#')],
  ['Ada', '"020 7946-0001" ', shown('Ada', '020 7946-0001')],
  ['Ada', '<5000>;user=phone', shown('Ada', '5000')],
  ['Ada', '\u0665\u0666', shown('Ada', null)],
  ['Ada', '1'.repeat(200), shown('Ada', '1'.repeat(80))],
  ['Anonymous', '5000', shown(null, '5000')],
  ['Ada', 'anonymous', shown('Ada', null)],
])('callerOf() shows name %j with number %j', (callerName, callerNumber, expected) => {
  expect(callerOf({ callerName, callerNumber })).toEqual(expected);
});

test.each([
  ['', ''],
  [' ', '""'],
  [null, ''],
  ['Anonymous', ''],
  ['"PRIVATE CALLER"', ''],
  ['Withheld Number', null],
  ['', 'Restricted'],
  ['Anonymous', 'unknown'],
])('callerOf() calls %j with number %j withheld', (callerName, callerNumber) => {
  expect(callerOf({ callerName, callerNumber })).toEqual(withheld);
});

test.each([
  [null, null],
  ['Unknown', ''],
  ['asterisk', 'asterisk'],
  ['OUT OF AREA', ''],
  ['', 'unavailable'],
])('callerOf() calls %j with number %j unknown', (callerName, callerNumber) => {
  expect(callerOf({ callerName, callerNumber })).toEqual(unknown);
});

test('callerOf() takes the whole name from the body', () => {
  const body = { bytes: Buffer.from('in mailbox 1001 from 李明, on Sunday'), charset: 'UTF-8' };
  expect(callerOf({ callerName: '', callerNumber: '5000' }, body)).toEqual(shown('李明', '5000'));
  expect(callerOf({ callerName: '', callerNumber: '' }, body)).toEqual(shown('李明', null));
  expect(callerOf({ callerName: null, callerNumber: '5000' }, body)).toEqual(shown(null, '5000'));
});

test.each([
  [callerOf({ callerName: 'Ada', callerNumber: '5000' }), 'Ada'],
  [callerOf({ callerName: '', callerNumber: '5000' }), '5000'],
  [callerOf({ callerName: '', callerNumber: '' }), 'Withheld number'],
  [callerOf({ callerName: null, callerNumber: null }), 'Unknown caller'],
])('callerLabel() calls %j %s', (caller, label) => {
  expect(callerLabel(caller)).toBe(label);
});

const piece = fc.oneof(
  fc.constantFrom('Anonymous', 'unknown', ' caller', '"', ' ', '<', ';', '+1', '5000', 'José', '\u202E', '\t'),
  fc.string({ unit: 'binary', maxLength: 5 }),
);
const anyHeader = fc.option(fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join('')));
const anyBody = fc.option(
  fc.record({ bytes: fc.uint8Array({ maxLength: 50 }), charset: fc.option(fc.constantFrom('UTF-8', 'x-mars')) }),
);

fuzz(
  'callerOf() takes any headers and body',
  fc.tuple(anyHeader, anyHeader, anyBody),
  ([callerName, callerNumber, body]) => {
    const { name, number, presentation } = callerOf({ callerName, callerNumber }, body);
    expect(presentation === 'shown').toBe(name !== null || number !== null);
    expect(name ?? 'x').toMatch(/^[^\p{Cc}\u202A-\u202E]+$/u);
    expect(number ?? 'x').toMatch(/^[!-~]([ -~]{0,78}[!-~])?$/);
  },
);
