import { expect, test } from 'vitest';
import { siteOfText } from '#test/voicemail-conf.ts';
import { type Claims, personOfClaims, personOfHeader } from './company-person.ts';

const GENERAL = '[general]\naliasescontext = aliases\n';
const MAILBOXES = `
[default]
1001 => 4242,Ada,ada@corp.example,,imapuser=ada
1002 => 4242,Grace,Grace@corp.example|team@corp.example,,imapuser=grace
1003 => 4242,Team,team@corp.example,,imapuser=grace
[sales]
1001 => 4242,Mary,mary@corp.example,,imapuser=1009
[aliases]
2001@default => 1001@default
`;
const site = siteOfText(GENERAL + MAILBOXES);
const everywhere = siteOfText(`[general]\nsearchcontexts = yes\n[default]\n1001 => 1,Ada\n[sales]\n1002 => 1,Mary`);

const by = (claims: Claims, names = ['voicemail']) => personOfClaims(claims, names, site);
const mailboxes = (...addresses: string[]) => ({
  mailboxes: addresses.map((text) => ({ extension: text.split('@')[0], context: text.split('@')[1] })),
});

test.each([
  ['1001@default', ['1001@default']],
  ['1001@sales', ['1001@sales']],
  ['1001', ['1001@default']],
  [1001, ['1001@default']],
  [' 1001 ', ['1001@default']],
  ['2001', ['1001@default']],
  ['ada', ['1001@default']],
  ['grace', ['1002@default', '1003@default']],
  [
    ['1002', '1001@sales'],
    ['1002@default', '1001@sales'],
  ],
  [['1002', '1002@default', '7'], ['1002@default']],
])('the claim %j proves %j', (voicemail, addresses) => {
  expect(by({ voicemail })).toEqual(mailboxes(...addresses));
});

test.each([
  ['nothing', undefined],
  ['null', null],
  ['an empty text', ''],
  ['an object', { extension: '1001', context: 'default' }],
  ['true', true],
  ['a number that is a login elsewhere', '1009'],
  ['another context', '1001@other'],
  ['the login in other letters', 'ADA'],
  ['part of a number', '100'],
  ['a wildcard', '*'],
  ['control characters', 'ada\0'],
  ['too long a text', '1'.repeat(300)],
  ['an empty list', []],
])('a claim that is %s proves nobody', (_, voicemail) => {
  expect(by({ voicemail })).toBeNull();
});

test('an e-mail address counts to the letter, and only when it is verified', () => {
  const of = (email: string, email_verified: unknown) => by({ email, email_verified }, ['email']);
  expect(of('ada@corp.example', true)).toEqual(mailboxes('1001@default'));
  expect(of('team@corp.example', true)).toEqual(mailboxes('1002@default', '1003@default'));
  for (const verified of [false, undefined, 'true', 1]) expect(of('ada@corp.example', verified)).toBeNull();
  for (const email of ['grace@corp.example', 'da@corp.example', '1001@default', 'ada']) {
    expect(of(email, true)).toBeNull();
  }
});

test('claims are tried in order', () => {
  const claims = { voicemail: '9999', email: 'mary@corp.example', email_verified: true };
  expect(by(claims, ['voicemail', 'email'])).toEqual(mailboxes('1001@sales'));
  expect(by({ ...claims, voicemail: '1002' }, ['voicemail', 'email'])).toEqual(mailboxes('1002@default'));
});

test('where Asterisk searches all contexts, the one that was named has to be the one', () => {
  expect(personOfHeader('1002', everywhere)).toEqual(mailboxes('1002@sales'));
  expect(personOfHeader('1002@sales', everywhere)).toEqual(mailboxes('1002@sales'));
  expect(personOfHeader('1002@default', everywhere)).toBeNull();
});

test('without voicemail.conf a claim names a user of the mail server', () => {
  expect(personOfClaims({ voicemail: ['ada', 'grace'] }, ['voicemail'], null)).toEqual({ imapUser: 'ada' });
  expect(personOfClaims({ email: 'ada@corp.example' }, ['email'], null)).toBeNull();
  expect(personOfHeader('ada', null)).toEqual({ imapUser: 'ada' });
  expect(personOfHeader('', null)).toBeNull();
});
