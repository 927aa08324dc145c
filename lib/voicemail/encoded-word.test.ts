import { expect, test } from 'vitest';
import { decodeEncodedWords } from './encoded-word.ts';

test.each([
  ['plain text', 'plain text'],
  ['=?UTF-8?Q?Jos=C3=A9?=', 'José'],
  ['=?utf-8?b?Sm9zw6k=?=', 'José'],
  ['=?ISO-8859-1?Q?Jos=E9?= Smith', 'José Smith'],
  ['Dr =?iso-8859-15?q?=A4uro?=', 'Dr €uro'],
  ['=?windows-1251?B?yOLg7Q==?=', 'Иван'],
  ['=?ISO-2022-JP?B?GyRCOzNFRBsoQg==?=', '山田'],
  ['=?UTF-8*es?Q?Jos=C3=A9?=', 'José'],
  ['=?ISO-8859-1?Q?M=C3=BCller?=', 'Müller'],
  ['=?UTF-8?Q?M=FCller?=', 'Müller'],
])('decodeEncodedWords() reads %j', (text, expected) => {
  expect(decodeEncodedWords(text)).toBe(expected);
});

test.each([
  ['a space between words that belong together', '=?UTF-8?Q?Jos=C3=A9?=\r\n =?UTF-8?Q?_N=C3=BA?=', 'José Nú'],
  ['a letter torn between two words', '=?UTF-8?Q?Jos=C3?= =?utf-8?B?qQ?=', 'José'],
  ['two charsets side by side', '=?UTF-8?Q?Jos=C3=A9?= =?ISO-8859-1?Q?=FC?=', 'Joséü'],
  ['no padding', '=?UTF-8?B?Sm9zw6k?=', 'José'],
  ['noise between base64 digits', '=?UTF-8?B?QW.R-h?=', 'Ada'],
  ['one digit too many', '=?UTF-8?B?QWRhA?=', 'Ada'],
  ['no payload', 'a =?UTF-8?Q??= b', 'a  b'],
  ['spaces in the payload', '=?UTF-8?Q?Jos=C3=A9 N?=', 'José N'],
  ['one hex digit, as Asterisk writes control bytes', '=?UTF-8?Q?a=9b?= =?UTF-8?Q?=9.?=', 'a›\t.'],
  ['an escape cut off', '=?UTF-8?Q?Jos=?=', 'Jos='],
])('decodeEncodedWords() bears %s', (_, text, expected) => {
  expect(decodeEncodedWords(text)).toBe(expected);
});

test.each(['=?x-mars?Q?a?=', '=?UTF-8?X?a?=', '=?UTF-8?Q?a', '=??Q?a?=', '=?UTF-8?Q?é?=', '=?'])(
  'decodeEncodedWords() leaves %j as it is',
  (text) => {
    expect(decodeEncodedWords(text)).toBe(text);
  },
);
