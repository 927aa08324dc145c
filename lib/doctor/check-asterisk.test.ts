import { afterAll, expect, test } from 'vitest';
import { type AmiScript, startAmi } from '#test/ami-server.ts';
import { aMessage } from '#test/builders.ts';
import { deliver } from '#test/deliver.ts';
import { confAt, linesWith } from '#test/doctor-room.ts';
import { freePort } from '#test/free-port.ts';
import { aMailbox, aMailServer } from '#test/mailbox.ts';
import { removeFolders } from '#test/voicemail-conf.ts';

afterAll(removeFolders);

const NOWHERE = { IMAP_HOST: '127.0.0.1', IMAP_PORT: '1', IMAP_TLS: 'none' };
const steady = (lines: string[]) =>
  lines
    .filter((line) => line.startsWith('Asterisk'))
    .map((line) => line.replaceAll(/127\.0\.0\.1:\d+/g, 'pbx').replace('Asterisk (AMI): ', ''));

async function warningsOf(script: AmiScript, settings: Record<string, string> = {}): Promise<string[]> {
  const ami = await startAmi(script);
  return steady(await linesWith('warning', { ...NOWHERE, ...ami.settings, ...settings }));
}

const AN_HOUR_LATE: AmiScript['answers'] = {
  Ping: () => [{ Response: 'Success', Timestamp: String(Date.now() / 1000 - 3600) }],
};
const THREE_NEW: AmiScript['answers'] = {
  MailboxCount: () => [{ Response: 'Success', UrgMessages: '0', NewMessages: '3', OldMessages: '0' }],
};

const NOBODY = { host: '127.0.0.1', port: 1 };

test('an Asterisk that does all that is needed has no warning', async () => {
  expect(await warningsOf({})).toEqual([]);
});

test('a wrong secret, a right that is missing, a clock that is wrong', async () => {
  expect(await warningsOf({}, { AMI_SECRET: 'another' })).toEqual(['pbx refuses AMI_USER or AMI_SECRET']);
  expect(await warningsOf({ forbidden: ['VoicemailRefresh'] })).toEqual([
    'pbx: lamplight may not ask for VoicemailRefresh, or the voicemail module is not loaded',
  ]);
  expect(await warningsOf({ answers: AN_HOUR_LATE })).toEqual(['pbx: its clock is 60 minutes away from ours']);
});

test('an Asterisk that is away, and one that speaks no TLS', async () => {
  const away = { AMI_HOST: `127.0.0.1:${await freePort()}` };
  expect(await warningsOf({}, away)).toEqual(['pbx does not answer: nothing listens there (ECONNREFUSED)']);
  expect(await warningsOf({}, { AMI_TLS: 'true' })).toEqual([expect.stringMatching(/^pbx does not answer: /)]);
});

test('before 17 it must poll', async () => {
  const [old, young] = [{ version: '16.28.0' }, { version: '17.0.0' }];
  const [on, off] = [confAt(NOBODY, [], []), confAt(NOBODY, [], [], 'no')];
  expect(await warningsOf(old, { VOICEMAIL_CONF: on })).toEqual([]);
  expect(await warningsOf(old, { VOICEMAIL_CONF: off })).toEqual(['It does not poll']);
  expect(await warningsOf(young, { VOICEMAIL_CONF: off })).toEqual([]);
});

test('without AMI a lamp that follows no poll is a warning', async () => {
  const off = confAt(NOBODY, [], [], 'no');
  expect(steady(await linesWith('warning', { VOICEMAIL_CONF: off }))).toEqual([
    'AMI_HOST is not set, and Asterisk does not poll',
  ]);
});

test('a mailbox that Asterisk counts otherwise is told with both counts', async () => {
  const server = await aMailServer({ master: { name: 'asterisk', password: 'hammer' } });
  const { imap, user } = await aMailbox({ server });
  await deliver(imap, aMessage());
  const general = ['authuser=asterisk', 'authpassword=hammer'];
  const conf = confAt(server, general, [`1001 => 4711,Ada,,,imapuser=${user}`]);
  expect(await warningsOf({ answers: THREE_NEW }, { VOICEMAIL_CONF: conf, IMAP_HOST: '', IMAP_PORT: '' })).toEqual([
    '1001@default: pbx counts 3 new, 0 urgent, 0 old, the mail server has 1 new, 0 urgent, 0 old',
  ]);
});
