import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { siteOfText } from '#test/voicemail-conf.ts';

const settingsOf = (general: string) => siteOfText(`[general]\n${general}`).settings;

test('siteOfConf() has Asterisk’s defaults where nothing is said', () => {
  const { settings, mailboxes, isKnown } = siteOfText('');
  expect([isKnown, mailboxes]).toEqual([true, []]);
  expect(settings).toMatchObject({
    mailServer: { host: 'localhost', port: 143, isValid: true },
    folders: { inbox: 'INBOX', parent: '', greetings: 'INBOX' },
    hasGreetings: false,
    master: { user: null, password: null },
    timeouts: { openSeconds: 60, readSeconds: 60, writeSeconds: 60, closeSeconds: 60 },
    formats: ['wav'],
    charset: 'ISO-8859-1',
    limits: { maxMessages: 100, maxSeconds: 0, minSeconds: 0, maxGreetingSeconds: 0, minPinLength: 0 },
    polling: { isOn: false, everySeconds: 30, logsOut: false },
    expungesOnHangup: true,
    searchesContexts: false,
    aliasesContext: null,
    keepsPinsInSpool: false,
  });
});

test('siteOfConf() reads [general]', () => {
  const general = `
    imapserver = [2001:db8::7]
    imapport = 993
    imapflags = ssl/novalidate-cert
    imapfolder = Voicemail
    imapparentfolder = INBOX
    imapgreetings = yes
    greetingsfolder = Greetings
    authuser = master
    authpassword = rockhammer
    imapreadtimeout = 20 ; seconds
    format = wav49|gsm
    maxmsg = 12
    maxsecs = 180
    minsecs = 2
    maxgreet = 60
    minpassword = 4
    pollmailboxes = on
    pollfreq = 300
    expungeonhangup = no
    imap_poll_logout = 1`;
  expect(settingsOf(general)).toMatchObject({
    mailServer: {
      host: '2001:db8::7',
      port: 993,
      flags: { security: 'tls', verifiesCertificate: false },
      isValid: true,
    },
    folders: { inbox: 'Voicemail', parent: 'INBOX', greetings: 'Greetings' },
    hasGreetings: true,
    master: { user: 'master' },
    timeouts: { openSeconds: 60, readSeconds: 20 },
    formats: ['wav49', 'gsm'],
    limits: { maxMessages: 12, maxSeconds: 180, minSeconds: 2, maxGreetingSeconds: 60, minPinLength: 4 },
    polling: { isOn: true, everySeconds: 300, logsOut: true },
    expungesOnHangup: false,
  });
});

test.each([
  ['pollmailboxes=yes', true],
  ['  PollMailboxes  =>  On  ; at last', true],
  ['[general](+)\npollmailboxes = 1', true],
  ['', false],
  ['pollfreq=30', false],
  ['pollmailboxes=no', false],
  ['pollmailboxes=yesterday', false],
  [';pollmailboxes=yes', false],
  ['pollmailboxes=no ;pollmailboxes=yes', false],
  [';-- \npollmailboxes=yes\n--;\npollfreq=30', false],
  [';-- one ;-- two --;\npollmailboxes=yes\n--;', false],
  [';-- once --;\npollmailboxes=yes', true],
  [';------ a line ------\npollmailboxes=yes', true],
  ['externnotify=/bin/a\\;b\npollmailboxes=yes', true],
  ['[default]\npollmailboxes=yes', false],
  ['pollmailboxes=yes\n[default]\npollmailboxes=no', true],
  ['[general]\npollmailboxes=yes', false],
])('[general] with %j polls: %s', (general, isOn) => {
  expect(settingsOf(general).polling.isOn).toBe(isOn);
});

test('of a setting that is there twice the first counts, and from Asterisk 23 on the last', () => {
  const text = '[general]\nmaxmsg=5\nmaxmsg=6';
  expect(siteOfText(text).settings.limits.maxMessages).toBe(5);
  expect(siteOfText(text, { asteriskMajor: 22 }).settings.limits.maxMessages).toBe(5);
  expect(siteOfText(text, { asteriskMajor: 23 }).settings.limits.maxMessages).toBe(6);
  expect(siteOfText(text).findings).toMatchObject([{ kind: 'setting-twice', place: { line: 3 } }]);
});

test('siteOfConf() reads a mailbox with all it can say', () => {
  const options =
    'imapuser=ada|imapsecret=rockhammer|imapserver=mail.example|imapport=993|imapflags=ssl|imapfolder=VM|imapvmshareid=9|tz=oslo|maxmsg=3|alias=Ada|alias=Lovelace|hidefromdir=yes|delete=yes';
  const [mailbox] = siteOfText(`[sales]\n1001 => -4242,Ada Lovelace,a@example|b@example,5551,${options}`).mailboxes;
  expect(mailbox).toMatchObject({
    address: { extension: '1001', context: 'sales' },
    place: { line: 2 },
    pin: { kind: 'own', isChangeable: false },
    name: 'Ada Lovelace',
    emails: ['a@example', 'b@example'],
    pager: '5551',
    mailServer: { host: 'mail.example', port: 993, flags: { security: 'tls' } },
    user: 'ada',
    folder: 'VM',
    shareId: '9',
    zone: 'oslo',
    limits: { maxMessages: 3, maxSeconds: 0 },
    directory: { isHidden: true, names: ['Ada', 'Lovelace'] },
    deletesMailed: true,
  });
  expect(mailbox?.password?.reveal()).toBe('rockhammer');
});

test('a refused file is as good as none', () => {
  const site = siteOfText('[general]\nmaxmsg=5\n[default]\n1001 => 4242\n[a](b)');
  expect(site.isKnown).toBe(false);
  expect([site.mailboxes, site.settings.limits.maxMessages]).toEqual([[], 100]);
});

test('names are UTF-8 where they can be, else Latin-1, and cut between characters', () => {
  const name = 'é'.repeat(40);
  const [long] = siteOfText(`[default]\n1001 => 4242,${name}`).mailboxes;
  expect(long?.name).toBe('é'.repeat(39));
});

test('a site shows no PIN and no password', () => {
  const text =
    '[general]\nauthuser=m\nauthpassword=hammer1\n[default]\n1001 => 73519,Ada,,,imapuser=a|imappassword=hammer2';
  const site = siteOfText(text);
  const shown = JSON.stringify(site) + inspect(site, { depth: 12, showHidden: true });
  expect(shown).toContain('1001');
  expect(shown).not.toMatch(/hammer|73519/);
});
