import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { inMenu, startAmi } from '#test/ami-server.ts';
import { freePort } from '#test/free-port.ts';
import { makeFolder } from '#test/keeper.ts';
import { pointSettingsAt } from '#test/mailbox.ts';
import { looksAgain, nowhere, STEP, started, startFor } from '#test/phone-site.ts';
import { runAs } from '#test/run-as.ts';
import { phoneLamps, phoneTrouble, refreshLampSoon, startPhone, stopPhone } from './phone.ts';
import { phoneSessions } from './sessions.ts';

const ada = { extension: '1001', context: 'default' };
const grace = { extension: '1002', context: 'default' };
const sessions = () => phoneSessions([ada]);
const SILENT = { CoreShowChannels: () => [] };
const UNCOUNTED = { MailboxCount: () => [] };
const SLOW = { VoicemailRefresh: () => [] };

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] });
});

afterEach(() => {
  stopPhone();
  vi.useRealTimers();
});

test('without AMI nobody knows, and nothing is asked', () => {
  pointSettingsAt(nowhere);
  startPhone();
  expect([phoneTrouble(), sessions()]).toEqual(['no-ami', 'unknown']);
});

test('who is in the menu already is known at once, and who comes and goes too', async () => {
  const server = await startAmi();
  server.channels = [inMenu('1', '1001@default').listed];
  startFor([server]);
  expect(sessions()).toBe('unknown');
  await vi.waitFor(() => expect(sessions()).toBe('open'));
  server.tell(inMenu('2', '1001@default').begins, inMenu('1', '1001@default').ends);
  server.tell(STEP);
  expect(sessions()).toBe('open');
  server.tell(inMenu('2', '1001@default').ends);
  await vi.waitFor(() => expect(sessions()).toBe('none'));
});

test('while the owner is in the menu the lamp waits, and follows when the session ends', async () => {
  const server = await started();
  server.tell(inMenu('1', '1001@default').begins);
  await vi.waitFor(() => expect(sessions()).toBe('open'));
  refreshLampSoon('account', [ada]);
  refreshLampSoon('another account', [grace]);
  await vi.waitFor(() => expect(server.actions('VoicemailRefresh')).toMatchObject([{ mailbox: '1002' }]));
  server.tell(inMenu('1', '1001@default').ends);
  await vi.waitFor(() => expect(server.actions('VoicemailRefresh')).toMatchObject([{}, { mailbox: '1001' }]));
});

test('while the owner of another mailbox of the account is in the menu, Asterisk is not made to look into either', async () => {
  const server = await started();
  server.tell(inMenu('1', '1001@default').begins);
  await vi.waitFor(() => expect(sessions()).toBe('open'));
  refreshLampSoon('account', [ada, grace]);
  expect(await phoneLamps()?.counts(grace, [ada, grace])).toBeNull();
  expect([...server.actions('VoicemailRefresh'), ...server.actions('MailboxCount')]).toEqual([]);
  server.tell(inMenu('1', '1001@default').ends);
  const looked = () => server.actions('VoicemailRefresh').map(({ mailbox }) => mailbox);
  await vi.waitFor(() => expect(new Set(looked())).toEqual(new Set(['1001', '1002'])));
});

test('nobody knows from the moment Asterisk is gone until it has told anew who is there', async () => {
  const server = await started();
  server.channels = [inMenu('1', '1001@default').listed];
  server.drop();
  await vi.waitFor(() => expect([phoneTrouble(), sessions()]).toEqual(['ami-down', 'unknown']));
  await vi.waitFor(() => expect([phoneTrouble(), sessions()]).toEqual([null, 'open']), 3000);
});

test('an Asterisk that hangs up in the middle of the first list has told nothing', async () => {
  const server = await startAmi({ answers: HALF_LIST });
  startFor([server]);
  await vi.waitFor(() => expect(server.actions('CoreShowChannels')).toHaveLength(1));
  server.drop();
  await vi.waitFor(() => expect(server.connections).toBe(0));
  expect([phoneTrouble(), sessions()]).toEqual(['ami-down', 'unknown']);
});

test('nobody knows before the first step of a call has shown that steps are told', async () => {
  const server = await started();
  expect([phoneTrouble(), sessions()]).toEqual([null, 'unknown']);
  server.tell(STEP);
  await vi.waitFor(() => expect(sessions()).toBe('none'));
  server.drop();
  await vi.waitFor(() => expect(phoneTrouble()).toBe('ami-down'));
  await vi.waitFor(() => expect(phoneTrouble()).toBeNull(), 3000);
  expect(sessions()).toBe('unknown');
  server.tell(STEP);
  await vi.waitFor(() => expect(sessions()).toBe('none'));
});

test('a session that began without a step in the dialplan shows in the next list, and is no sign of deafness', async () => {
  const server = await started();
  server.tell(STEP);
  server.channels = [inMenu('1', '1001@default').listed];
  await looksAgain(server);
  await looksAgain(server);
  await vi.waitFor(() => expect([phoneTrouble(), sessions()]).toEqual([null, 'open']));
  server.channels = [];
  await looksAgain(server);
  await vi.waitFor(() => expect(server.actions('VoicemailRefresh')).toHaveLength(1));
});

test('an Asterisk that answers no list any more is not believed', async () => {
  const server = await started();
  server.tell(STEP);
  await vi.waitFor(() => expect(sessions()).toBe('none'));
  server.script.answers = SILENT;
  await looksAgain(server);
  await vi.waitFor(() => expect(sessions()).toBe('unknown'), 8000);
}, 12_000);

test('of several Asterisks one with a session is enough, and one that is down', async () => {
  const [first, second] = [await startAmi(), await startAmi()];
  startFor([first, second]);
  await vi.waitFor(() => expect(phoneTrouble()).toBeNull());
  for (const server of [first, second]) server.tell(STEP);
  await vi.waitFor(() => expect(sessions()).toBe('none'));
  second.tell(inMenu('1', '1001@default').begins);
  await vi.waitFor(() => expect(sessions()).toBe('open'));
  await second.stop();
  await vi.waitFor(() => expect([phoneTrouble(), sessions()]).toEqual(['ami-down', 'unknown']));
  first.tell(inMenu('2', '1001@default').begins);
  await vi.waitFor(() => expect(sessions()).toBe('open'));
});

const REFUSING = { VoicemailRefresh: () => [{ Response: 'Error', Message: 'Permission denied' }] };
const HALF_LIST = {
  CoreShowChannels: () => [
    { Response: 'Success', EventList: 'start' },
    { Event: 'CoreShowChannel', ...inMenu('1', '1001@default').listed },
  ],
};

test('a session is heard of while Asterisk takes its time to refresh a lamp', async () => {
  const server = await started({ answers: SLOW });
  refreshLampSoon('ada', [ada]);
  await vi.waitFor(() => expect(server.actions('VoicemailRefresh')).toHaveLength(1));
  server.tell(inMenu('1', '1001@default').begins);
  await vi.waitFor(() => expect(sessions()).toBe('open'));
  expect(server.connections).toBe(2);
});

test('a change refreshes at once, and those that follow it together', async () => {
  const server = await started();
  for (const mailbox of [ada, ada, grace, ada]) refreshLampSoon('family', [mailbox]);
  await vi.waitFor(() => expect(server.actions('VoicemailRefresh')).toHaveLength(3));
  expect(server.actions('VoicemailRefresh')).toMatchObject([
    { mailbox: '1001', context: 'default' },
    { mailbox: '1001' },
    { mailbox: '1002' },
  ]);
});

test('a MessageWaiting that a call caused refreshes the lamp, one that a refresh caused does not', async () => {
  const server = await started();
  const waiting = { Event: 'MessageWaiting', Mailbox: '1001@default', Waiting: '1', New: '5', Old: '0' };
  server.tell(waiting, { ...waiting, Mailbox: '1002@default', Channel: 'PJSIP/1-1', Uniqueid: '1' });
  await vi.waitFor(() => expect(server.actions('VoicemailRefresh')).toMatchObject([{ mailbox: '1002' }]));
});

test('a refresh that Asterisk refuses is no bother to anybody', async () => {
  const server = await started({ answers: REFUSING });
  refreshLampSoon('ada', [ada]);
  refreshLampSoon('grace', [grace]);
  await vi.waitFor(() => expect(server.actions('VoicemailRefresh')).toHaveLength(2));
  expect(phoneTrouble()).toBeNull();
});

test('an Asterisk that starts after the portal is found', async () => {
  const port = await freePort();
  const settings = { AMI_HOST: `127.0.0.1:${port}`, AMI_USER: 'lamplight', AMI_SECRET: 'wrong' };
  pointSettingsAt(nowhere, { ...settings, LOG_LEVEL: 'silent' });
  startPhone();
  await vi.waitFor(() => expect(phoneTrouble()).toBe('ami-down'));
  await startAmi({ port });
  await vi.waitFor(() => expect(phoneTrouble()).toBe('ami-refused'), 5000);
});

test.each([
  ['16.28.0', 'pollmailboxes=no', 'polling-off'],
  ['16.28.0', 'pollmailboxes=yes', null],
  ['18.9.0', 'pollmailboxes=no', null],
])('Asterisk %s with %s has the trouble %s', async (version, line, trouble) => {
  const path = join(makeFolder(runAs()), 'voicemail.conf');
  writeFileSync(path, `[general]\n${line}\n`);
  const server = await startAmi({ version });
  startFor([server], { VOICEMAIL_CONF: path });
  await vi.waitFor(() => expect(phoneTrouble()).toBe(trouble));
});

test('nothing is left of the connections when the phone is stopped', async () => {
  const server = await started();
  refreshLampSoon('ada', [ada]);
  await vi.waitFor(() => expect(server.connections).toBe(2));
  stopPhone();
  await vi.waitFor(() => expect(server.connections).toBe(0));
  expect([phoneTrouble(), sessions()]).toEqual(['no-ami', 'unknown']);
});

test('a change while Asterisk is away reaches the lamp when it is back, though nobody looks any more', async () => {
  const server = await started();
  server.drop();
  await vi.waitFor(() => expect(phoneTrouble()).toBe('ami-down'));
  refreshLampSoon('ada', [ada]);
  await vi.waitFor(() => expect(phoneTrouble()).toBeNull(), 3000);
  await vi.waitFor(() => expect(server.actions('VoicemailRefresh')).toMatchObject([{ mailbox: '1001' }]));
});

test('an Asterisk that is slow has no more waiting for it than there is to know', async () => {
  const server = await started({ answers: UNCOUNTED });
  const first = phoneLamps()?.counts(ada, [ada]);
  await vi.waitFor(() => expect(server.actions('MailboxCount')).toHaveLength(1));
  const others = Array.from({ length: 50 }, () => phoneLamps()?.counts(ada, [ada]));
  delete server.script.answers;
  server.answer(server.actions('MailboxCount')[0], { Response: 'Success' });
  await Promise.all([first, ...others]);
  expect(server.actions('MailboxCount')).toHaveLength(2);
});
