import { expect, test } from 'vitest';
import { areValid, parseImapFlags } from './imap-flags.ts';

test.each([
  ['', 'if-offered', true],
  ['ssl', 'tls', true],
  ['SSL/novalidate-cert', 'tls', false],
  ['tls', 'starttls', true],
  ['tls-sslv23', 'starttls', true],
  ['notls', 'none', true],
  ['notls/ssl', 'tls', true],
  ['ssl/notls', 'tls', true],
  ['validate-cert', 'if-offered', true],
  ['tls/tls', 'starttls', true],
])('parseImapFlags(%j) is %s, certificate checked: %s', (text, security, verifiesCertificate) => {
  expect(parseImapFlags(text)).toEqual({ security, verifiesCertificate, authUser: null, troubles: [] });
});

test.each([
  ['fast', 'flag-unknown', 'fast'],
  ['/ssl', 'flag-empty', ''],
  ['ssl/', 'flag-empty', ''],
  ['ssl//novalidate-cert', 'flag-empty', ''],
  ['ssl,novalidate-cert', 'flag-unknown', 'ssl,novalidate-cert'],
  ['tls/notls', 'flag-contradicted', 'notls'],
  ['tls/ssl', 'flag-contradicted', 'ssl'],
  ['ssl/tls', 'flag-contradicted', 'tls'],
  ['imap', 'flag-given-by-asterisk', 'imap'],
  ['imap4rev1/ssl', 'flag-given-by-asterisk', 'imap4rev1'],
  ['service=imap', 'flag-given-by-asterisk', 'service'],
  ['user=ada', 'flag-given-by-asterisk', 'user'],
  ['ssl:993', 'flag-given-by-asterisk', ':'],
  ['ssl=yes', 'flag-unknown', 'ssl'],
  ['authuser=a/authuser=b', 'flag-contradicted', 'authuser'],
])('parseImapFlags(%j) is nothing that c-client takes: %s', (text, kind, detail) => {
  const flags = parseImapFlags(text);
  expect(flags.troubles).toEqual([{ kind, detail }]);
  expect(areValid(flags)).toBe(false);
});

test.each([
  ['readonly', 'flag-readonly'],
  ['anonymous', 'flag-anonymous'],
  ['secure', 'flag-secure'],
  ['loser', 'flag-loser'],
  ['debug', 'flag-ignored'],
  ['norsh', 'flag-ignored'],
  ['tryssl', 'flag-ignored'],
])('parseImapFlags(%j) is taken, with %s', (text, kind) => {
  const flags = parseImapFlags(text);
  expect(flags.troubles).toEqual([{ kind, detail: text }]);
  expect(areValid(flags)).toBe(true);
});

test('parseImapFlags() knows the master user, quoted or not', () => {
  expect(parseImapFlags('ssl/authuser=root').authUser).toBe('root');
  expect(parseImapFlags('authuser="a/b"/ssl')).toMatchObject({ authUser: 'a/b', security: 'tls' });
});

test('parseImapFlags() takes no master user beside that of [general]', () => {
  expect(parseImapFlags('authuser=root', true)).toMatchObject({
    authUser: null,
    troubles: [{ kind: 'flag-given-by-asterisk', detail: 'authuser' }],
  });
});
