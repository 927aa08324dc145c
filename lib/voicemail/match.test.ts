import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asksForName, type Call, type CallSearch, matcherOf } from './match.ts';
import type { Caller } from './message.ts';

const SHOWN: Caller = { name: null, number: null, presentation: 'shown' };
const CALL: Call = { caller: SHOWN, receivedSeconds: 1_795_387_464, durationSeconds: 42 };

const matches = (search: CallSearch, call: Partial<Call> = {}) => matcherOf(search)({ ...CALL, ...call });
const finds = (q: string, caller: Partial<Caller>) => matches({ q }, { caller: { ...SHOWN, ...caller } });

test.each([
  ['202 555 0143', '+12025550143'],
  ['+1 (202) 555-0143', '+12025550143'],
  ['+1 (202) 555-0143', '2025550143'],
  ['(202) 555.01', '+1 202 555 0143'],
  ['555-0143', '12025550143'],
  ['020 7946 0991', '+442079460991'],
  ['0207', '+442079460991'],
  ['0044 20 7946', '+442079460991'],
  ['+44 20 7946 0991', '020 7946 0991'],
  ['0044 20 7946 0991', '02079460991'],
  ['089/2154', '+49 89 2154 9873'],
  ['100', '1003'],
  ['10', '1003'],
  ['alice', 'alice@example.test'],
])('matcherOf() finds %s in the number %s', (q, number) => {
  expect(finds(q, { number })).toBe(true);
});

test.each([
  ['202 555 0144', '+12025550143'],
  ['+44 20 7946 0991', '1991'],
  ['0143', '1433'],
  ['0012', '+442079460991'],
  ['000', '+442079460991'],
  ['+', '1003'],
])('matcherOf() does not find %s in the number %s', (q, number) => {
  expect(finds(q, { number })).toBe(false);
});

test.each([
  ['muller', 'Müller'],
  ['MÜLLER', 'Müller'],
  ['Mu\u0308ller', 'M\u00fcller'],
  ['nunez', 'José Núñez'],
  ['zolc', 'Łukasz Żółć'],
  ['strasse', 'Praxis Hauptstraße'],
  ['istanbul', 'İSTANBUL'],
  ['ليلى', 'ليلى حداد'],
  ['dr  pat', 'Dr Patel'],
  ['desk 2', 'Travel desk 2'],
])('matcherOf() finds %s in the name %s', (q, name) => {
  expect(finds(q, { name })).toBe(true);
});

test('matcherOf() finds what a row says where the caller said nothing', () => {
  expect(finds('withheld', { presentation: 'withheld' })).toBe(true);
  expect(finds('unknown', { presentation: 'unknown' })).toBe(true);
  expect(finds('withheld', { name: 'Dr Patel', presentation: 'withheld' })).toBe(false);
});

test('matcherOf() finds no name and no number in another', () => {
  expect(finds('Patel', { name: 'Grace Hopper', number: '1002' })).toBe(false);
  expect(finds('1003', { name: 'Grace Hopper', number: '1002' })).toBe(false);
});

test('matcherOf() includes from and excludes until, whatever their zone', () => {
  const receivedSeconds = Date.UTC(2026, 10, 22, 18, 15) / 1000;
  const midnightInKathmandu = '2026-11-23T00:00:00+05:45';
  expect(matches({ from: midnightInKathmandu }, { receivedSeconds })).toBe(true);
  expect(matches({ until: midnightInKathmandu }, { receivedSeconds })).toBe(false);
  expect(matches({ until: midnightInKathmandu }, { receivedSeconds: receivedSeconds - 1 })).toBe(true);
});

test('matcherOf() includes both lengths, and leaves a message of unknown length out where one is asked for', () => {
  const within = { minSeconds: 10, maxSeconds: 60 };
  const lengths = [9, 10, 60, 61, null];
  expect(lengths.filter((durationSeconds) => matches(within, { durationSeconds }))).toEqual([10, 60]);
  expect(matches({ minSeconds: 0 }, { durationSeconds: null })).toBe(false);
  expect(matches({}, { durationSeconds: null })).toBe(true);
});

test('asksForName() is about letters of any script', () => {
  expect(['', '+1 (202)', 'dr', 'ليلى', '1a'].map((q) => asksForName({ q }))).toEqual([false, false, true, true, true]);
  expect(asksForName({})).toBe(false);
});

const digits = (length: fc.StringConstraints) => fc.string({ unit: fc.constantFrom(...'0123456789'), ...length });
const nationalNumber = fc
  .tuple(fc.constantFrom(...'123456789'), digits({ minLength: 5, maxLength: 10 }))
  .map((parts) => parts.join(''));
const separator = fc.constantFrom('', ' ', '-', '.', '/', ' (', ') ');

test('property: a number is found however it is written', () => {
  const separators = fc.array(separator, { minLength: 20, maxLength: 20 });
  fc.assert(
    fc.property(fc.constantFrom('1', '44', '353'), nationalNumber, separators, (country, national, between) => {
      const written = (number: string) => [...number].map((digit, at) => `${digit}${between[at] ?? ''}`).join('');
      const forms = [`+${country}${national}`, `00${country}${national}`, `0${national}`, national];
      for (const q of forms)
        for (const number of forms) expect(finds(written(q), { number }), `${written(q)} in ${number}`).toBe(true);
    }),
  );
});

test('property: every part of a name is found, in either case, and none in a name without it', () => {
  const name = fc.string({ unit: 'binary', minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(name, fc.nat(40), fc.nat(40), (whole, a, b) => {
      const part = [...whole].slice(Math.min(a, b), Math.max(a, b) + 1).join('');
      expect(finds(part, { name: whole })).toBe(true);
    }),
  );
  fc.assert(fc.property(fc.stringMatching(/^[a-m ]{1,20}$/), (other) => !finds('xyz', { name: other })));
});

test('property: a moment cuts all calls in two', () => {
  const date = fc.date({ noInvalidDate: true, min: new Date('1970-01-01'), max: new Date('2100-01-01') });
  fc.assert(
    fc.property(date, fc.nat(4_000_000_000), (moment, receivedSeconds) => {
      const at = moment.toISOString();
      return matches({ from: at }, { receivedSeconds }) !== matches({ until: at }, { receivedSeconds });
    }),
  );
});

test('property: asking for more never finds more', () => {
  const search = fc.record(
    { q: fc.constantFrom('', 'a', '20', '202'), minSeconds: fc.nat(60), maxSeconds: fc.nat(60) },
    { requiredKeys: [] },
  );
  const call = fc.record({ durationSeconds: fc.option(fc.nat(60)), receivedSeconds: fc.nat() });
  fc.assert(
    fc.property(search, search, call, (some, more, made) => {
      const caller = { ...SHOWN, name: 'Ada', number: '2025550143' };
      return !matches({ ...more, ...some }, { ...made, caller }) || matches(some, { ...made, caller });
    }),
  );
});
