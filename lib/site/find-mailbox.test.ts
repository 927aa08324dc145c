import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { addressText } from '#lib/voicemail/address.ts';
import { emptyFolder, removeFolders, siteOfText } from '#test/voicemail-conf.ts';
import { findMailbox } from './find-mailbox.ts';
import { loginOf } from './login.ts';
import { pinOf } from './pin-of.ts';

afterAll(removeFolders);

const MAILBOXES = `
[default]
1001 => 4242
[sales]
1001 => 4242
abc => 4242
[aliases]
info@default => 1001@sales
hotline => abc@sales
round@default => round@default
bare@default => 1001`;

const site = (general: string) => siteOfText(`[general]\n${general}\n${MAILBOXES}`);
const found = (general: string, extension: string, context: string | null) => {
  const mailbox = findMailbox(site(general), { extension, context });
  return mailbox && addressText(mailbox.address);
};

test.each([
  ['1001', null, '1001@default'],
  ['1001', 'sales', '1001@sales'],
  ['ABC', 'Sales', 'abc@sales'],
  ['abc', null, null],
  ['1001', 'nowhere', null],
  ['info', null, null],
])('findMailbox(%j, %j) is %j', (extension, context, expected) => {
  expect(found('', extension, context)).toBe(expected);
});

test.each([
  ['info', null, '1001@sales'],
  ['info', 'default', '1001@sales'],
  ['INFO', 'default', null],
  ['bare', null, '1001@default'],
  ['round', null, null],
])('with aliases findMailbox(%j, %j) is %j', (extension, context, expected) => {
  expect(found('aliasescontext=aliases', extension, context)).toBe(expected);
});

test.each([
  ['abc', null, 'abc@sales'],
  ['abc', 'default', 'abc@sales'],
  ['1001', 'sales', '1001@default'],
  ['hotline', null, 'abc@sales'],
])('with every context searched findMailbox(%j, %j) is %j', (extension, context, expected) => {
  expect(found('searchcontexts=yes\naliasescontext=aliases', extension, context)).toBe(expected);
});

function loginFor(general: string, options: string) {
  const text = `[general]\n${general}\n[default]\n1000 => 1,,,,imapuser=ADA|imappassword=first\n1001 => 1,,,,${options}`;
  const own = siteOfText(text);
  const mailbox = findMailbox(own, { extension: '1001', context: 'default' });
  const login = mailbox && loginOf(own, mailbox);
  return login && { ...login, password: login.password.reveal() };
}

test.each([
  ['', 'imapuser=x|imappassword=own', { user: 'x', password: 'own', authorizationId: null }],
  ['', 'imapuser=ada|imappassword=own', { user: 'ada', password: 'first', authorizationId: null }],
  ['', 'imapuser=x', null],
  ['', 'imappassword=own', null],
  ['authuser=m\nauthpassword=p', 'imapuser=x', { user: 'm', password: 'p', authorizationId: 'x' }],
  ['authuser=m\nauthpassword=p', 'imapuser=x|imappassword=own', { user: 'm', password: 'p', authorizationId: 'x' }],
  ['imapflags=ssl/authuser=m\nauthpassword=p', 'imapuser=x', { user: 'm', password: 'p', authorizationId: 'x' }],
  ['authpassword=p', 'imapuser=x|imappassword=own', { user: 'x', password: 'p', authorizationId: null }],
])('loginOf() with %j and %j is %j', (general, options, login) => {
  expect(loginFor(general, options)).toEqual(login);
});

function spoolSite(secret: string | null, line = '1001 => 4242') {
  const spoolFolder = emptyFolder();
  const box = join(spoolFolder, 'voicemail', 'default', '1001');
  mkdirSync(box, { recursive: true });
  if (secret !== null) writeFileSync(join(box, 'secret.conf'), secret);
  const own = siteOfText(`[general]\npasswordlocation=spooldir\n[default]\n${line}`, { spoolFolder });
  const mailbox = own.mailboxes[0];
  if (!mailbox) throw new Error('no mailbox');
  return pinOf(own, mailbox);
}

test.each([
  ['[general]\npassword=7777', '7777'],
  ['[general]\npassword=-7777', '7777'],
  ['[general]\nPassword => 7777 ; mine', '7777'],
  ['[other]\npassword=7777', '4242'],
  ['password=7777', '4242'],
  ['', '4242'],
  [null, '4242'],
])('pinOf() with the secret.conf %j is proven by %s', (secret, pin) => {
  expect(spoolSite(secret).proves(pin)).toBe(true);
  expect(spoolSite(secret).proves(pin === '4242' ? '7777' : '4242')).toBe(false);
});

test('pinOf() lets nobody in where secret.conf has no PIN', () => {
  for (const candidate of ['', '4242']) expect(spoolSite('[general]\npassword=').proves(candidate)).toBe(false);
});

test.each(['passwordlocation=voicemail.conf', 'passwordlocation=x'])(
  'a mailbox with %s keeps its PIN here',
  (option) => {
    expect(spoolSite('[general]\npassword=7777', `1001 => 4242,,,,${option}`).proves('4242')).toBe(true);
  },
);

test('pinOf() leaves the spool for no mailbox', () => {
  expect(spoolSite('[general]\npassword=7777', '../default/1001 => 4242').proves('4242')).toBe(true);
});
