import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest';
import { GET as getMailbox } from '#app/api/mailbox/route.ts';
import { GET as getMessages } from '#app/api/messages/route.ts';
import { phoneTrouble, startPhone, stopPhone } from '#lib/phone/phone.ts';
import { type AmiScript, type FakeAmi, startAmi } from '#test/ami-server.ts';
import { aMessage } from '#test/builders.ts';
import { deliver } from '#test/deliver.ts';
import { aMailbox, pointSettingsAt, type TestMailbox } from '#test/mailbox.ts';
import { ask, sessionCookie } from '#test/session.ts';
import { emptyFolder, removeFolders } from '#test/voicemail-conf.ts';
import { POST } from './route.ts';

const RINGING = {
  CALL_BACK: 'ring',
  CALL_BACK_CHANNEL: 'PJSIP/{extension}-{context}',
  CALL_BACK_CONTEXT: 'out-{context}',
};
const RINGS_ON = { Originate: () => [] };
const NOT_PICKED_UP = { Originate: () => [{ Response: 'Error', Message: 'Originate failed' }] };
const record = join(emptyFolder(), 'record.jsonl');

let account: TestMailbox;
let cookie: string;
let ids: Map<string | null, string>;

beforeEach(async () => {
  account = await aMailbox();
  const numbers = ['+1 (202) 555-0143', '*21*0900123456#', '1002&PJSIP/1003'];
  for (const number of numbers) await deliver(account.imap, aMessage({ caller: { name: 'Dr Patel', number } }));
  await deliver(account.imap, aMessage({ caller: {} }));
  await deliver(account.imap, aMessage({ extension: '1009', caller: { name: 'Other', number: '4242' } }));
  cookie = await sessionCookie(account);
});
afterEach(stopPhone);
afterAll(removeFolders);

/** A portal beside an Asterisk that does as the script says, and whose phones may be rung. */
async function site(script: AmiScript = {}, settings: Record<string, string> = RINGING): Promise<FakeAmi> {
  const ami = await startAmi(script);
  pointSettingsAt(account.server, { ...ami.settings, ...settings, AUDIT_FILE: record, LOG_LEVEL: 'silent' });
  startPhone();
  await vi.waitFor(() => expect(phoneTrouble()).toBeNull());
  ids = new Map();
  for (const mailbox of ['1001@default', '1009@default']) {
    const page = await (await getMessages(ask(`/api/messages?mailbox=${mailbox}`, { cookie }))).json();
    for (const { id, caller } of page.messages) ids.set(caller.number, id);
  }
  return ami;
}

async function call(id = '', { mailbox = '1001@default', origin = 'http://localhost:3000' } = {}) {
  const body = JSON.stringify({ id, mailbox });
  const headers = { 'content-type': 'application/json', origin };
  const answer = await POST(ask('/api/call', { cookie, method: 'POST', headers, body }));
  return answer.json();
}

const patel = () => ids.get('+1 (202) 555-0143');
const shown = async () =>
  (await (await getMailbox(ask('/api/mailbox?mailbox=1001@default', { cookie }))).json()).callBack;
const recorded = () => {
  const lines = readFileSync(record, 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line)).filter(({ what }) => what === 'called-back');
};

test('POST rings the phone of the mailbox, and dials the number of the message', async () => {
  const ami = await site();
  expect(await shown()).toBe('ring');
  expect(await call(patel())).toEqual({ outcome: 'dialling' });
  const [asked, ...more] = ami.actions('Originate');
  expect(more).toEqual([]);
  expect(asked).toMatchObject({
    channel: 'PJSIP/1001-default',
    context: 'out-default',
    exten: '+12025550143',
    priority: '1',
    callerid: '<1001>',
    timeout: '30000',
  });
  expect(Object.keys(asked ?? {}).toSorted()).toEqual(
    ['action', 'actionid', 'channel', 'context', 'exten', 'priority', 'timeout', 'callerid'].toSorted(),
  );
  await vi.waitFor(() =>
    expect(recorded().at(-1)).toMatchObject({ mailbox: '1001@default', outcome: 'ok', ids: [patel()] }),
  );
});

test('POST of what is no number to dial asks Asterisk for nothing', async () => {
  const ami = await site();
  for (const number of ['*21*0900123456#', '1002&PJSIP/1003', null]) {
    expect(await call(ids.get(number))).toMatchObject({ code: 'request-invalid', status: 400 });
  }
  expect(ami.actions('Originate')).toEqual([]);
});

test('POST does not take a number from the browser', async () => {
  const ami = await site();
  const body = JSON.stringify({ id: patel(), mailbox: '1001@default', number: '0900123456', extension: '1002' });
  await POST(ask('/api/call', { cookie, method: 'POST', headers: { 'content-type': 'application/json' }, body }));
  expect(ami.actions('Originate')).toMatchObject([{ exten: '+12025550143', channel: 'PJSIP/1001-default' }]);
});

test('a phone that is not picked up calls nobody, and an Asterisk that is away says so', async () => {
  const ami = await site({ answers: NOT_PICKED_UP });
  expect(await call(patel())).toEqual({ outcome: 'not-answered' });
  await ami.stop();
  await vi.waitFor(() => expect(phoneTrouble()).toBe('ami-down'));
  expect(await call(patel())).toEqual({ outcome: 'phone-system-away' });
  expect(await shown()).toBe('tel');
  await vi.waitFor(() =>
    expect(recorded().slice(-2)).toMatchObject([{ outcome: 'not-answered' }, { outcome: 'phone-system-away' }]),
  );
});

test('a user of AMI who may not originate is not asked to', async () => {
  const ami = await site({ forbidden: ['Originate'] });
  expect(await shown()).toBe('tel');
  expect(await call(patel())).toEqual({ outcome: 'phone-system-away' });
  expect(ami.actions('Originate')).toEqual([]);
});

test('a site that does not ring phones refuses', async () => {
  const ami = await site({}, {});
  expect(await shown()).toBe('tel');
  expect(await call(patel())).toMatchObject({ code: 'not-supported', status: 501 });
  expect(ami.actions('Originate')).toEqual([]);
});

test('a phone that rings is not rung again, and a person calls six times a minute at most', async () => {
  const ami = await site({ answers: RINGS_ON });
  const first = call(patel());
  await vi.waitFor(() => expect(ami.actions('Originate')).toHaveLength(1));
  for (let i = 0; i < 6; i++) expect(await call(patel())).toMatchObject({ code: 'too-many-attempts', status: 429 });
  const [asked] = ami.actions('Originate');
  ami.answer(asked, { Response: 'Success' });
  expect(await first).toEqual({ outcome: 'dialling' });
  expect(await call(patel())).toMatchObject({ code: 'too-many-attempts', retryAfterSeconds: expect.any(Number) });
  expect(ami.actions('Originate')).toHaveLength(1);
});

test('POST for another mailbox, of another’s message, and from another site', async () => {
  const ami = await site();
  expect(await call(patel(), { mailbox: '1002@default' })).toMatchObject({ code: 'folder-not-found' });
  expect(await call(ids.get('4242'))).toMatchObject({ code: 'message-not-found', status: 404 });
  expect(await call(patel(), { origin: 'https://elsewhere.example' })).toMatchObject({ code: 'origin-mismatch' });
  expect(ami.actions('Originate')).toEqual([]);
});
