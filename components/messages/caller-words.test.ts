import { expect, test } from 'vitest';
import type { Caller } from '#lib/voicemail/message.ts';
import { callerWords } from './caller-words.ts';

const NOBODY: Caller = { name: null, number: null, presentation: 'shown' };

test.each<[string, Partial<Caller>, string, string]>([
  ['name and number', { name: 'Dr Patel', number: '+12025550143' }, 'Dr Patel', '+12025550143'],
  ['a number alone', { number: '1003' }, '1003', 'No name came with the call'],
  ['a name alone', { name: 'Dr Patel' }, 'Dr Patel', 'No number came with the call'],
  ['a hidden number', { presentation: 'withheld' }, 'Withheld number', 'The caller hid the number'],
  ['nothing', { presentation: 'unknown' }, 'Unknown caller', 'No number came with the call'],
])('callerWords() of %s', (_what, caller, name, detail) => {
  expect(callerWords({ ...NOBODY, ...caller })).toEqual({ name, detail });
});
