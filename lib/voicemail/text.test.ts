import { expect, test } from 'vitest';
import { isKnownCharset, printable, textOf } from './text.ts';

test.each([
  ['UTF-8 before its label', Buffer.from('José'), 'ISO-8859-1', 'José'],
  ['its label', Buffer.from('Luk\xe1\xb9', 'latin1'), 'ISO-8859-2', 'Lukáš'],
  ['Windows-1252', Buffer.from('\x8aimek \x80', 'latin1'), null, 'Šimek €'],
  ['Windows-1252 under an unknown label', Buffer.from('\xe9', 'latin1'), 'x-mars', 'é'],
  ['an escape code by its label', Buffer.from('\x1b$B;3ED\x1b(B'), 'ISO-2022-JP', '山田'],
  ['ASCII', Buffer.from('Ada'), null, 'Ada'],
])('textOf() reads bytes as %s', (_, bytes, charset, expected) => {
  expect(textOf(bytes, charset)).toBe(expected);
});

test('isKnownCharset() knows koi8-r and no Martian', () => {
  expect(isKnownCharset('KOI8-R')).toBe(true);
  expect(isKnownCharset('x-mars')).toBe(false);
});

test.each(['\0', '\x7F', '\u0085', '\u200B', '\u2028', '\u2029', '\u202E', '\u2066', '\uFEFF', '\r\n'])(
  'printable() takes out %j',
  (hidden) => {
    expect(printable(`a${hidden}b`)).toBe('ab');
  },
);

test.each(['\u200C', '\u200D', '\u200F', '\u00A0', 'é', '😀'])('printable() keeps %j', (needed) => {
  expect(printable(`a${needed}b`)).toBe(`a${needed}b`);
});
