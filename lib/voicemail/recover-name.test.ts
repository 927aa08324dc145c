import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fuzz } from '#test/fuzz.ts';
import { recoverName } from './recover-name.ts';

const real = readFileSync('test/fixtures/asterisk-16/courier.gsm.eml', 'latin1');
const realBody = real.slice(real.indexOf('Dear '), real.indexOf('\r\n------', real.indexOf('Dear ')));

/** Latin-1 text is one byte a character; `utf8()` makes text into such bytes. */
const recover = (name: string, body: string, charset: string | null = 'UTF-8', number = '5000') =>
  recoverName(name, number, { bytes: Buffer.from(body, 'latin1'), charset });
const utf8 = (text: string) => Buffer.from(text).toString('latin1');
/** What Asterisk writes into the header (strip_control_and_high). */
const stripped = (bytes: string) => bytes.replaceAll(/[^ -\x7F]/g, '');
const asteriskBody = (name: string, owner = 'James Rothenberger') =>
  realBody.replace('Courier', name).replace('James Rothenberger', owner);
const freePbxBody = (name: string, owner = 'James Rothenberger') =>
  `${owner},\r\n\r\nThere is a new voicemail in mailbox 1001:\r\n\r\n\tFrom:\t"${name}" <5000>\r\n\tLength:\t0:09 seconds\r\n`;

test.each([
  'José Núñez',
  'Ángel',
  'René',
  'Ø Hansen',
  'Anna Ж',
  'José É Núñez',
  'Bob 😀',
  '李明',
  '李 明',
  'Иван Петров',
  'ليلى حسن',
])('recoverName() finds %s in the body of Asterisk and in that of FreePBX', (name) => {
  const lost = stripped(utf8(name));
  expect(recover(lost, asteriskBody(utf8(name)))).toBe(name);
  expect(recover(lost, freePbxBody(utf8(name)))).toBe(name);
});

test.each([
  ['Latin-1 labelled UTF-8', 'Jos\xe9 N\xfa\xf1ez', 'UTF-8', 'José Núñez'],
  ['UTF-8 labelled Latin-1', utf8('José Núñez'), 'ISO-8859-1', 'José Núñez'],
  ['Latin-2 labelled rightly', 'Luk\xe1\xb9', 'ISO-8859-2', 'Lukáš'],
  ['Windows-1252 without a label', '\x8aimek', null, 'Šimek'],
  ['an unknown label', 'Jos\xe9', 'x-mars', 'José'],
  ['GB 2312', '\xc0\xee\xc3\xf7', 'gb2312', '李明'],
])('recoverName() reads %s', (_, bytes, charset, expected) => {
  expect(recover(stripped(bytes), asteriskBody(bytes), charset)).toBe(expected);
});

test.each([
  ['Neue Nachricht von José Núñez am Montag\r\n', 'Jos Nez', 'José Núñez'],
  ['Neue Nachricht von „José Núñez“ am Montag\r\n', 'Jos Nez', 'José Núñez'],
  ['José Núñez hat angerufen, bitte José Núñez zurückrufen.\r\n', 'Jos Nez', 'José Núñez'],
  ['Anruf von Ángel am Montag\r\n', 'ngel', 'Ángel'],
  ['您有来自José的留言\r\n', 'Jos', 'José'],
])('recoverName() finds a name in the running text %j', (body, name, expected) => {
  expect(recover(name, utf8(body))).toBe(expected);
});

test.each([
  ['nothing was lost', 'Courier', asteriskBody('Courier', utf8('Jürgen Ö'))],
  ['the owner is José, the caller Jos', 'Jos', asteriskBody('Jos', utf8('José'))],
  ['the owner is José, the caller Jos, in FreePBX', 'Jos', freePbxBody('Jos', utf8('José'))],
  ['only the salutation agrees', 'Jos', utf8('\r\nHola José,\r\n\r\ntiene un mensaje del 5000.\r\n')],
  ['two names agree', 'Mller', utf8('Müller oder Möller hat angerufen.\r\n')],
  ['a plain name agrees as well', 'Jos', utf8('Anruf von José oder Jos am Montag.\r\n')],
  ['it is part of a longer word', 'Jos', utf8('Anruf von Joséphine am Montag.\r\n')],
  ['it ends a longer word', 'ren', utf8('Anruf von Karéren am Montag.\r\n')],
  ['a language without spaces stands around it', 'Bob', utf8('您有来自Bob的留言\r\n')],
  ['the body was cut inside it', 'Jos', utf8('Anruf von José')],
  ['the body is ASCII', 'Jos', 'Anruf von Jos\r\n'],
  ['the header has its accents', 'José', asteriskBody(utf8('José'))],
  ['the name was empty', '', asteriskBody('5000', utf8('Jürgen'))],
  ['the name was blank and the body is not that of Asterisk', ' ', utf8('Anruf von 李 明 am Montag.\r\n')],
  ['it stands after the first 4 kB', 'Jos', utf8(`é${' '.repeat(5000)}von José am Montag\r\n`)],
])('recoverName() gives null when %s', (_, name, body) => {
  expect(recover(name, body)).toBeNull();
});

const bodyPiece = fc.oneof(
  fc.constantFrom(' from ', ', on ', '"', '" <5000>', ' ', '\r\n', ':', 'Dear ', 'in mailbox 1001', 'a', 'Jos', '\0'),
  fc.constantFrom('é', 'É', '李', 'ليلى', '😀', '\u202E', '“').map(utf8),
  fc.constantFrom('\xe9', '\xc3', '\x8a', '\xff'),
);
const bytesOf = (maxLength: number) => fc.array(bodyPiece, { maxLength }).map((pieces) => pieces.join(''));

const lostName = fc.record({
  name: bytesOf(6),
  before: bytesOf(12),
  after: bytesOf(12),
  isAsterisk: fc.boolean(),
  charset: fc.constantFrom(null, 'UTF-8', 'ISO-8859-1', 'gb18030', 'x-mars', 'iso-2022-jp'),
});

fuzz('recoverName() adds letters and changes none', lostName, ({ name, before, after, isAsterisk, charset }) => {
  const header = stripped(name);
  const body = isAsterisk ? asteriskBody(name) : before + name + after;
  const found = recover(header, body, charset);
  if (found === null) return;
  expect(found).toMatch(/[^\p{ASCII}]/u);
  expect(found).toMatch(/^[^\p{Cc}\u202A-\u202E]{1,255}$/u);
  const letters = (text: string) => text.replaceAll(/[^!-~]/g, '');
  if (charset !== 'gb18030') expect(letters(found)).toBe(letters(header));
});
