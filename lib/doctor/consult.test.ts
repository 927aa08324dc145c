import { chownSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { type AmiScript, startAmi } from '#test/ami-server.ts';
import { misbehave } from '#test/bad-imap.ts';
import { aGreeting, aMessage, anOrdinaryMail } from '#test/builders.ts';
import { confAt, consultWith, linesWith } from '#test/doctor-room.ts';
import type { MailServer } from '#test/mail-server.ts';
import { aMailbox, aMailServer } from '#test/mailbox.ts';
import { runAs } from '#test/run-as.ts';
import { removeFolders } from '#test/voicemail-conf.ts';

afterAll(removeFolders);

const MASTER = { name: 'asterisk', password: 'hammer' };
const AS_MASTER = ['authuser=asterisk', 'authpassword=hammer'];
const LOOKS = [
  'GREETING',
  'CAPABILITY',
  'ID',
  'AUTHENTICATE',
  'LOGIN',
  'ENABLE',
  'NAMESPACE',
  'LIST',
  'EXAMINE',
].concat(['SEARCH', 'FETCH', 'STATUS', 'GETQUOTAROOT', 'GETQUOTA', 'NOOP', 'LOGOUT']);

/** An Asterisk that counts what the mail server has, and knows the time. */
const ANSWERS: AmiScript['answers'] = {
  MailboxCount: () => [{ Response: 'Success', UrgMessages: '1', NewMessages: '1', OldMessages: '1' }],
  Ping: () => [{ Response: 'Success', Timestamp: String(Date.now() / 1000) }],
};

const boxOf = (extension: string, user: string) => `${extension} => 4711,Ada,,,imapuser=${user}`;
/** What changes from run to run. */
const steady = (text: string, folder = '') =>
  text
    .replaceAll(folder, '/etc/asterisk')
    .replaceAll(/(127\.0\.0\.1:)\d+/g, '$1143')
    .replaceAll(/user-\d+/g, 'ada')
    .replaceAll(/answers: .*/g, 'answers: …')
    .replaceAll(/\/\S*lamplight-site-\S+/g, '/var/lib/lamplight')
    .replaceAll(/Dovecot( \S+)? has/g, 'Dovecot has')
    .replaceAll(/\d+ of 1024000/g, '16384 of 1024000')
    .replaceAll(/why: no such name.*|why: the name server.*/g, 'why: …');

/** The sample run that the documentation shows. */
function sampleIn(page: string): string {
  const [, sample] = /```text\n(.*?)```/s.exec(readFileSync(page, 'utf8')) ?? [];
  return sample ?? 'there is none';
}

/** Every message's file, whose name has its flags and whose folder tells whether it is recent. */
function filesOf(server: MailServer, user: string): string[] {
  const maildir = server.maildirOf(user);
  const names = readdirSync(maildir, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => /(^|\/)(new|cur)\//.test(name) || statSync(join(maildir, name)).isDirectory()).sort();
}

function receiveRecent(server: MailServer, user: string, raw: Buffer): void {
  const path = join(server.maildirOf(user), 'new/1790000000.M1P1.lamplight');
  writeFileSync(path, raw);
  chownSync(path, runAs().uid, runAs().gid);
}

test('a healthy site is fit, and its mailbox is as it was', async () => {
  const server = await aMailServer({ master: MASTER });
  const { imap, user } = await aMailbox({ server, quotaKb: 1000 });
  for (const folder of ['Work', 'Greetings']) await imap.mailboxCreate(folder);
  const storedAt = new Date(Date.now() - 3_600_000);
  for (const mail of [aMessage({ storedAt, status: 'old' }), aMessage({ storedAt, urgent: true })]) {
    await imap.append('INBOX', mail.raw, mail.flags, mail.arrivedAt);
  }
  receiveRecent(server, user, aMessage({ storedAt: new Date() }).raw);
  const door = await misbehave(server);
  const ami = await startAmi({ answers: ANSWERS });
  const conf = confAt(door, [...AS_MASTER, 'imapgreetings=yes', 'greetingsfolder=Greetings'], [boxOf('1001', user)]);
  const before = filesOf(server, user);
  const { exitCode, text, complaint } = await consultWith({ VOICEMAIL_CONF: conf, ...ami.settings });
  expect(steady(text, conf.replace('/voicemail.conf', ''))).toBe(sampleIn('docs/doctor.md'));
  expect([exitCode, complaint]).toEqual([0, '']);
  expect(filesOf(server, user)).toEqual(before);
  expect(before.some((name) => name.startsWith('new/'))).toBe(true);
  expect(door.seen.filter((command) => !LOOKS.includes(command))).toEqual([]);
  expect(door.seen).toContain('EXAMINE');
  const changes = ami.asked.map(({ action = '' }) => action);
  expect(new Set(changes)).toEqual(
    new Set(['Challenge', 'Login', 'ListCommands', 'CoreSettings', 'Ping', 'MailboxCount']),
  );
  for (const secret of ['hammer', '4711', ami.settings.AMI_SECRET]) expect(text).not.toContain(secret);
  await door.stop();
});

test('what a poor server lacks is told with what it costs', async () => {
  const server = await aMailServer({ quota: false, capabilities: 'IMAP4rev1 NAMESPACE ID LITERAL+' });
  const { user, password } = await aMailbox({ server });
  const settings = { IMAP_HOST: server.host, IMAP_PORT: String(server.port), IMAP_TLS: 'none' };
  const [notes, warnings] = [
    await linesWith('note', settings, ['--login', user], password),
    await linesWith('warning', settings, ['--login', user], password),
  ];
  expect(notes).toEqual(
    expect.arrayContaining([
      'capabilities: No IDLE',
      'capabilities: No CONDSTORE',
      'capabilities: No QUOTA',
      `quota: Not looked at: how full ${user} is`,
    ]),
  );
  expect(warnings).toContain('capabilities: No UIDPLUS');
});

test('a wrong password is a danger, and shows in no line', async () => {
  const server = await aMailServer();
  const { user } = await aMailbox({ server });
  const settings = { IMAP_HOST: server.host, IMAP_PORT: String(server.port), IMAP_TLS: 'none' };
  const { exitCode, text } = await consultWith(settings, ['--login', user], 'not-the-one\n');
  expect(exitCode).toBe(1);
  expect(text).toContain(`danger   ${user}: the mail server refuses ${user}`);
  expect(text).not.toContain('not-the-one');
});

test('what endangers mail is told with the line of voicemail.conf, and the mailbox is looked into all the same', async () => {
  const server = await aMailServer({ master: MASTER });
  const { imap, user } = await aMailbox({ server });
  const [foreign, greeting, flagged] = [aMessage({ extension: '11001' }), aGreeting('unavail'), anOrdinaryMail()];
  for (const { raw } of [foreign, greeting]) await imap.append('INBOX', raw);
  await imap.append('INBOX', flagged.raw, ['\\Deleted']);
  const conf = confAt(server, [...AS_MASTER, 'maxmsg=0'], [`${boxOf('1001', user)}|delete=yes`]);
  const { exitCode, text } = await consultWith({ VOICEMAIL_CONF: conf });
  expect(exitCode).toBe(1);
  expect(text).toContain(`Mailbox 1001@default has delete=yes\n           where: ${conf}:11`);
  expect(text).toContain('danger   1001@default: 1 message of 11001@default in the same folder');
  expect(text).toContain('warning  1001@default: 1 greeting among the messages in INBOX');
  expect(text).toContain('warning  1001@default: 1 message in INBOX is flagged as deleted');
});

test('folders that the server can have only below another are a danger', async () => {
  const server = await aMailServer({ master: MASTER, separator: '.', prefix: 'INBOX.' });
  const { user } = await aMailbox({ server });
  const box = [boxOf('1001', user)];
  const dangers = (general: string[]) =>
    linesWith('danger', { VOICEMAIL_CONF: confAt(server, [...AS_MASTER, ...general], box) });
  expect(await dangers([])).toEqual([
    'folders: 1001@default: the server has folders below INBOX. only, and Asterisk opens Work',
  ]);
  expect(await dangers(['imapparentfolder=INBOX'])).toEqual([]);
});

test('another mailbox than those in voicemail.conf cannot be asked for', async () => {
  const conf = confAt({ host: '127.0.0.1', port: 1 }, AS_MASTER, [boxOf('1001', 'ada')]);
  const { exitCode, text, complaint } = await consultWith({ VOICEMAIL_CONF: conf }, ['--mailbox', '1002@default']);
  expect([exitCode, text, complaint]).toEqual([
    2,
    '',
    'Cannot look into 1002@default: voicemail.conf has no such mailbox\n',
  ]);
});

test.each([
  [{ AUTH_SECRET: 'short' }, [], /AUTH_SECRET: must have/],
  [{}, ['--password', 'x'], /Unknown option '--password'/],
  [{}, ['--login', 'ada'], /no password was given/],
  [{}, ['--mailbox', '1001'], /set VOICEMAIL_CONF/],
])('with %j and %j it cannot run', async (settings, args, complaint) => {
  const consulted = await consultWith(settings, args);
  expect(consulted).toMatchObject({ exitCode: 2, text: '' });
  expect(consulted.complaint).toMatch(complaint);
});
