import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { VoicemailError } from '#lib/voicemail/errors.ts';
import { MASTER } from '#test/conf-text.ts';
import type { MailServer } from '#test/mail-server.ts';
import { aMailbox, aMailServer } from '#test/mailbox.ts';
import { cookiesOf } from '#test/session.ts';
import { followConf } from '#test/site.ts';
import { removeFolders } from '#test/voicemail-conf.ts';
import { signInByPin } from './pin.ts';
import { accountOf } from './session.ts';

const CONTEXTS = `
[default]
1001 => 4711,Ada,,,imapuser=ada
1002 => ,No PIN,,,imapuser=ada
1003 => -,Only a minus,,,imapuser=ada
1004 => -2468,Not by phone,,,imapuser=ada
1005 => *99,Starred,,,imapuser=ada
1006 => 1006,New user,,,imapuser=ada
1007 => 1111,In the spool,,,imapuser=ada|passwordlocation=spooldir
Ada => 31415,By name,,,imapuser=ada
[sales]
1001 => 8888,Sales,,,imapuser=sales
[aliases]
2000@default => 1001@default
2000@sales => 1001@sales
`;

let server: MailServer;
let tries = 0;

/** As from a browser of its own: what is counted here belongs to other tests. */
const enter = (extension: string, pin: string, context = '') => {
  tries += 1;
  return signInByPin({ extension, context, pin }, `198.51.100.${tries}`).then(
    ({ name }) => name,
    ({ code }: VoicemailError) => code,
  );
};

beforeAll(async () => {
  server = await aMailServer({ master: MASTER });
  for (const name of ['ada', 'sales']) await aMailbox({ server, name });
});
beforeEach(() => void followConf(server, { contexts: CONTEXTS, general: 'aliasescontext=aliases' }));
afterAll(removeFolders);

test.each([
  ['1001', '4711', '', '1001@default'],
  ['1001@default', '4711', '', '1001@default'],
  ['1001@sales', '8888', '', '1001@sales'],
  ['1001', '8888', 'sales', '1001@sales'],
  ['1001@sales', '8888', 'default', '1001@sales'],
  ['2000', '4711', '', '1001@default'],
  ['2000', '8888', 'sales', '1001@sales'],
  ['1004', '2468', '', '1004@default'],
  ['1006', '1006', '', '1006@default'],
  ['ada', '31415', '', 'Ada@default'],
])('extension %j with PIN %j and context %j lets in %s', async (extension, pin, context, name) => {
  expect(await enter(extension, pin, context)).toBe(name);
});

test.each([
  ['a wrong PIN', '1001', '4712', ''],
  ['the PIN of the same number elsewhere', '1001', '8888', ''],
  ['a part of the PIN', '1001', '471', ''],
  ['an unknown extension', '1009', '4711', ''],
  ['an unknown context', '1001', '4711', 'nowhere'],
  ['the PIN of whom unknown extensions are compared with', '9999', '4711', ''],
  ['no PIN in the file', '1002', '', ''],
  ['no PIN in the file, and one typed', '1002', '1002', ''],
  ['a minus alone', '1003', '-', ''],
  ['the minus of a PIN that the phone cannot change', '1004', '-2468', ''],
  ['a star', '1005', '*99', ''],
  ['the section of aliases as a context', '2000@default', '1001@default', 'aliases'],
])('%s lets nobody in', async (_, extension, pin, context) => {
  expect(await enter(extension, pin, context)).toBe('credentials-rejected');
});

test('the mail server hears of no wrong PIN', async () => {
  const loginsBefore = server.log().length;
  for (const extension of ['1001', '1009', '1002']) await enter(extension, '0000');
  expect(server.log().length).toBe(loginsBefore);
});

test('the PIN in secret.conf counts, and that of voicemail.conf only where there is none', async () => {
  expect(await enter('1007', '1111')).toBe('1007@default');
  const path = followConf(server, { contexts: CONTEXTS });
  const folder = dirname(path);
  writeFileSync(join(folder, 'asterisk.conf'), `[directories]\nastspooldir => ${folder}\n`);
  mkdirSync(join(folder, 'voicemail/default/1007'), { recursive: true });
  writeFileSync(join(folder, 'voicemail/default/1007/secret.conf'), '[general]\npassword=2222\n');
  expect(await enter('1007', '1111')).toBe('credentials-rejected');
  expect(await enter('1007', '2222')).toBe('1007@default');
});

test('a changed PIN ends the sessions that the old one began; the same one written otherwise ends none', async () => {
  const signedIn = await signInByPin({ extension: '1006', context: '', pin: '1006' }, '198.51.100.200');
  const visitor = { cookies: await cookiesOf(signedIn), clientAddress: '198.51.100.200' };
  const isIn = () =>
    accountOf(visitor).then(
      ({ name }) => name,
      ({ code }: VoicemailError) => code,
    );
  expect(await isIn()).toBe('1006@default');
  followConf(server, { contexts: CONTEXTS.replace('1006 => 1006', '1006 => -1006') });
  expect(await isIn()).toBe('1006@default');
  followConf(server, { contexts: CONTEXTS.replace('1006 => 1006', '1006 => 1007') });
  expect(await isIn()).toBe('sign-in-required');
});

test('tries are counted for the mailbox, however it is called', async () => {
  const from = '203.0.113.9';
  const wrong = (extension: string) => signInByPin({ extension, context: '', pin: '0' }, from).catch((e) => e.code);
  const said = [];
  for (const extension of ['1001', '2000', '1001@default', '2000@default', '1001', '2000'])
    said.push(await wrong(extension));
  expect(said).toEqual([...Array(5).fill('credentials-rejected'), 'too-many-attempts']);
});

test('where the site has one context an extension alone means it, and with searchcontexts any', async () => {
  followConf(server, { contexts: '[office]\n7001 => 4711,Ada,,,imapuser=ada' });
  expect(await enter('7001', '4711')).toBe('7001@office');
  const contexts = '[default]\n1 => 1,One,,,imapuser=ada\n[office]\n7001 => 4711,Ada,,,imapuser=ada';
  followConf(server, { contexts });
  expect(await enter('7001', '4711')).toBe('credentials-rejected');
  followConf(server, { contexts, general: 'searchcontexts=yes' });
  expect(await enter('7001', '4711')).toBe('7001@office');
});

test('a voicemail.conf that Asterisk would refuse keeps everybody out, and blames nobody', async () => {
  followConf(server, { contexts: '[default\n1001 => 4711,Ada,,,imapuser=ada' });
  expect(await enter('1001', '4711')).toBe('site-misconfigured');
});
