import { afterAll, expect, test } from 'vitest';
import { pointSettingsAt } from '#test/mailbox.ts';
import { followConf, writeConf } from '#test/site.ts';
import { removeFolders } from '#test/voicemail-conf.ts';
import { commonHome, homeOfUser } from './mail-home.ts';

afterAll(removeFolders);

const NOWHERE = { host: '127.0.0.1', port: 143 };
const UNSET = { IMAP_HOST: '', IMAP_PORT: '', IMAP_TLS: '' };

const CONTEXTS = `
[default]
1001 => 1,Ada,,,imapuser=ada
1002 => 2,Grace,,,imapuser=grace|imapserver=mail2.example|imapport=993|imapflags=ssl/novalidate-cert|imapfolder=Grace
`;

test('commonHome() asks for STARTTLS and a valid certificate unless told otherwise', () => {
  pointSettingsAt(NOWHERE, UNSET);
  expect(commonHome()).toEqual({
    host: 'localhost',
    port: 143,
    security: 'starttls',
    verifiesCertificate: true,
    timeoutSeconds: 15,
    openTimeoutSeconds: 15,
    folders: { inbox: 'INBOX', parent: '' },
  });
});

test('commonHome() takes port 993 for TLS from the first byte, and the named port before it', () => {
  pointSettingsAt(NOWHERE, { ...UNSET, IMAP_TLS: 'tls' });
  expect(commonHome().port).toBe(993);
  pointSettingsAt(NOWHERE, { ...UNSET, IMAP_TLS: 'tls', IMAP_PORT: '10993' });
  expect(commonHome().port).toBe(10_993);
});

test('voicemail.conf says where mail lies, for all and for each', () => {
  const general = 'imapfolder=Voicemail\nimapparentfolder=INBOX\nimapreadtimeout=20\nimapopentimeout=4';
  followConf(NOWHERE, { contexts: CONTEXTS, general });
  expect(homeOfUser('Ada')).toEqual({
    host: '127.0.0.1',
    port: 143,
    security: 'none',
    verifiesCertificate: true,
    timeoutSeconds: 20,
    openTimeoutSeconds: 4,
    folders: { inbox: 'Voicemail', parent: 'INBOX' },
  });
  expect(homeOfUser('grace')).toMatchObject({
    host: 'mail2.example',
    port: 993,
    security: 'tls',
    verifiesCertificate: false,
    folders: { inbox: 'Grace' },
  });
  expect(homeOfUser('nobody')).toEqual(commonHome());
});

test('what the environment says counts before voicemail.conf', () => {
  const VOICEMAIL_CONF = writeConf(NOWHERE, { contexts: CONTEXTS });
  const said = { IMAP_TLS: 'starttls', IMAP_TLS_VERIFY: 'true', IMAP_TIMEOUT_SECONDS: '3', IMAP_FOLDER: 'Mine' };
  pointSettingsAt({ host: 'mail.example', port: 1143 }, { VOICEMAIL_CONF, IMAP_PARENT_FOLDER: 'Top', ...said });
  expect(homeOfUser('grace')).toEqual({
    host: 'mail.example',
    port: 1143,
    security: 'starttls',
    verifiesCertificate: true,
    timeoutSeconds: 3,
    openTimeoutSeconds: 3,
    folders: { inbox: 'Mine', parent: 'Top' },
  });
});

test('without a flag STARTTLS is as opportunistic as Asterisk’s', () => {
  followConf(NOWHERE, { contexts: '', flags: '' });
  expect(commonHome().security).toBe('if-offered');
});
