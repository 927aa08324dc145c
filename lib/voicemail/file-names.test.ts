import { expect, test } from 'vitest';
import { FileNames } from './file-names.ts';

test('unique() numbers what has a name already, also where only case or accents are written otherwise', () => {
  const names = new FileNames();
  const wished = ['a.wav', 'A.WAV', 'a (2).wav', 'a.wav', 'b.gsm', 'José.wav', 'Jose\u0301.wav', 'St.', 'St', '. .'];
  expect(wished.map((name) => names.unique(name))).toEqual([
    'a.wav',
    'A (2).WAV',
    'a (2) (2).wav',
    'a (3).wav',
    'b.gsm',
    'José.wav',
    'Jose\u0301 (2).wav',
    'St',
    'St (2)',
    '_',
  ]);
});
