import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { Account } from '#lib/imap/account.ts';
import { closeConnection } from '#lib/imap/pool.ts';
import { parseMessageId } from '#lib/voicemail/message.ts';
import exportRoute from '#pages/api/export.ts';
import recordingRoute from '#pages/api/messages/[id]/recording.ts';
import { asNextGives } from '#test/as-next-gives.ts';
import { type BadImap, misbehave } from '#test/bad-imap.ts';
import { aGreeting, aMessage } from '#test/builders.ts';
import { speech } from '#test/cast/speech.ts';
import { deliver } from '#test/deliver.ts';
import { aMailbox, pointSettingsAt, type TestMailbox } from '#test/mailbox.ts';
import { ownMailbox } from '#test/open-mailbox.ts';
import { sessionCookie } from '#test/session.ts';
import { emptyFolder, removeFolders } from '#test/voicemail-conf.ts';
import { recordingIn } from '#test/wav.ts';
import { unzip } from '#test/zip.ts';

const ZONE = 'Asia/Kathmandu';
const PATEL = '2026-11-23 04.00 Dr Patel +12025550143';
const LONG_SECONDS = 120;

let account: TestMailbox;
let proxy: BadImap;
let cookie: string;
let server: Server;
let uidValidity = 0;
const uids = new Map<string, number>();
const record = join(emptyFolder(), 'record.jsonl');

beforeAll(async () => {
  account = await aMailbox();
  const gsm = recordingIn('gsm');
  const mails = {
    gsm: aMessage({ recording: gsm }),
    twin: aMessage({ recording: recordingIn('wav49'), status: 'old' }),
    ogg: aMessage({ recording: recordingIn('ogg'), caller: { name: '=cmd|calc', number: '+4930' } }),
    siren: aMessage({ recording: { extension: 'siren7', bytes: Buffer.alloc(400, 7) }, urgent: true }),
    empty: aMessage({ recording: { extension: 'gsm', bytes: new Uint8Array() }, caller: {} }),
    long: aMessage({
      recording: speech('ulaw', LONG_SECONDS),
      caller: { name: 'José "Pepe" Núñez, Sr', number: '1002' },
    }),
    other: aMessage({ extension: '10010', recording: gsm }),
    greeting: aGreeting('unavail'),
  };
  for (const [name, mail] of Object.entries(mails)) uids.set(name, await deliver(account.imap, mail));
  proxy = await misbehave(account.server);
  pointSettingsAt(proxy, { AUDIT_FILE: record });
  const { upTo } = await (await ownMailbox(account, '1001@default')).messages({ folder: 'inbox', limit: 1 });
  uidValidity = parseMessageId(upTo ?? '')?.uidValidity ?? 0;
  cookie = await sessionCookie(account);
  server = createServer((request, response) => {
    const route = request.url?.startsWith('/api/export') ? exportRoute : recordingRoute;
    void route(asNextGives(request), response);
  }).listen(0);
  await once(server, 'listening');
});
afterAll(async () => {
  server.close();
  await proxy.stop();
  removeFolders();
});

const uid = (name: string) => uids.get(name) ?? 4242;
const url = (path: string) => `http://127.0.0.1:${(server.address() as AddressInfo).port}/api${path}`;
const query = (more: Record<string, string>) =>
  new URLSearchParams({ mailbox: '1001@default', tz: ZONE, ...more }).toString();
const chosen = (names: string[], more = {}) =>
  query({ uidValidity: String(uidValidity), uids: names.map(uid).join(','), ...more });
const get = (search: string, init: RequestInit = {}) =>
  fetch(url(`/export?${search}`), { ...init, headers: { cookie, ...init.headers } });

async function filesOf(answer: Response) {
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/zip']);
  const files = unzip(Buffer.from(await answer.arrayBuffer()));
  const list = files.at(-1)?.bytes.toString().split('\r\n').slice(1, -1) ?? [];
  return { files, names: files.map(({ name }) => name), list };
}

async function played(name: string): Promise<Buffer> {
  const id = `inbox.${uidValidity}.${uid(name)}`;
  const answer = await fetch(url(`/messages/${id}/recording?${query({})}`), { headers: { cookie } });
  return Buffer.from(await answer.arrayBuffer());
}

function recorded() {
  const lines = readFileSync(record, 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line)).filter(({ what }) => what === 'exported');
}

test('GET gives each message as the WAV that is played, with a name of its own, and what no decoder knows as it is stored', async () => {
  const answer = await get(chosen(['gsm', 'twin', 'ogg', 'siren', 'long']));
  expect(answer.headers.get('content-disposition')).toMatch(/filename="Voicemail Inbox \d{4}-\d\d-\d\d\.zip"/);
  const { files, names } = await filesOf(answer);
  expect(names).toEqual([
    `${PATEL}.wav`,
    `${PATEL} (2).wav`,
    '2026-11-23 04.00 =cmd_calc +4930.ogg',
    `${PATEL}.siren7`,
    '2026-11-23 04.00 José _Pepe_ Núñez, Sr 1002.wav',
    'messages.csv',
  ]);
  expect(files[0]?.modified).toBe('2026-11-23 04:00');
  const [first, second] = [await played('gsm'), await played('twin')];
  expect([files[0]?.bytes.equals(first), files[1]?.bytes.equals(second)]).toEqual([true, true]);
  expect(files[4]?.bytes.equals(await played('long'))).toBe(true);
});

test('GET with form=stored gives the stored bytes', async () => {
  const { files, names } = await filesOf(await get(chosen(['twin'], { form: 'stored' })));
  expect(names).toEqual([`${PATEL}.WAV`, 'messages.csv']);
  expect(files[0]?.bytes.equals(recordingIn('wav49').bytes)).toBe(true);
});

test('the list tells who called, what is missing and why, and no caller makes it a formula', async () => {
  const { list } = await filesOf(await get(chosen(['twin', 'ogg', 'siren', 'empty', 'long', 'other'])));
  expect(list.toSorted()).toEqual(
    [
      `2026-11-23 04:00,Dr Patel,'+12025550143,1,Inbox,Heard,,${PATEL}.wav,`,
      `2026-11-23 04:00,'=cmd|calc,'+4930,1,Inbox,New,,2026-11-23 04.00 =cmd_calc +4930.ogg,`,
      `2026-11-23 04:00,Dr Patel,'+12025550143,1,Inbox,New,urgent,${PATEL}.siren7,`,
      '2026-11-23 04:00,,withheld,1,Inbox,New,,,It came without a recording',
      '2026-11-23 04:00,"José ""Pepe"" Núñez, Sr",1002,1,Inbox,New,,"2026-11-23 04.00 José _Pepe_ Núñez, Sr 1002.wav",',
      ',,,,,,,,It is no longer here',
    ].toSorted(),
  );
});

test('GET with a filter gives what matches and had arrived by then', async () => {
  const upTo = (name: string) => `inbox.${uidValidity}.${uid(name)}`;
  const all = await filesOf(await get(query({ upTo: upTo('greeting') })));
  expect(all.list).toHaveLength(6);
  const some = await filesOf(await get(query({ upTo: upTo('siren'), status: 'new', q: 'patel' })));
  expect(some.names.toSorted()).toEqual([`${PATEL}.siren7`, `${PATEL}.wav`, 'messages.csv']);
});

test.each([
  ['other', 404, 'message-not-found'],
  ['greeting', 404, 'message-not-found'],
])('GET of %s alone is %i %s, as of one that is not there', async (name, status, code) => {
  for (const names of [[name], ['nobodys'], ['other', 'greeting']]) {
    const answer = await get(chosen(names));
    expect([answer.status, (await answer.json()).code]).toEqual([status, code]);
  }
});

test.each([
  ['uidValidity=1&uids=1', 410, 'message-id-stale'],
  ['upTo=inbox.1.1', 410, 'message-id-stale'],
  ['uids=1', 400, 'request-invalid'],
  ['uidValidity=1&uids=1:1001', 400, 'request-invalid'],
  ['uidValidity=1&uids=1&upTo=inbox.1.1', 400, 'request-invalid'],
  ['folder=cust1&uidValidity=1&uids=1', 404, 'folder-not-found'],
  ['folder=friends&upTo=friends.1.1', 404, 'message-not-found'],
])('GET of %s is %i %s', async (search, status, code) => {
  const answer = await get(`mailbox=1001@default&${search}`);
  expect([answer.status, (await answer.json()).code]).toEqual([status, code]);
});

test('GET of another mailbox, of a stranger, and by another method', async () => {
  const elsewhere = await get(chosen(['gsm'], { mailbox: '1002@default' }));
  expect([elsewhere.status, (await elsewhere.json()).code]).toEqual([404, 'folder-not-found']);
  expect((await get(chosen(['gsm']), { headers: { cookie: 'x=y' } })).status).toBe(401);
  expect((await get(chosen(['gsm']), { method: 'POST' })).status).toBe(405);
});

test('HEAD says whether there is anything, and hands out nothing', async () => {
  const before = recorded().length;
  const head = await get(chosen(['gsm', 'twin']), { method: 'HEAD' });
  expect([head.status, (await head.arrayBuffer()).byteLength]).toEqual([200, 0]);
  expect((await get(chosen(['other']), { method: 'HEAD' })).status).toBe(404);
  expect(
    recorded()
      .slice(before)
      .filter(({ outcome }) => outcome === 'ok'),
  ).toEqual([]);
});

test('the record tells what was handed out, and what was not', async () => {
  await filesOf(await get(chosen(['siren', 'nobodys'])));
  const about = (name: string) => ({ mailbox: '1001@default', ids: [`inbox.${uidValidity}.${uid(name)}`] });
  await vi.waitFor(() =>
    expect(recorded().slice(-2)).toMatchObject([
      { ...about('siren'), outcome: 'ok' },
      { ...about('nobodys'), outcome: 'message-not-found' },
    ]),
  );
});

test('a mail server that goes away in the middle leaves the sounds up to there, and a list that says so', async () => {
  const whole = await played('long');
  const { key } = Account.rejoin({ user: account.user, password: account.password, clientAddress: '192.0.2.1' });
  closeConnection({ key });
  proxy.misbehave({ at: 'FETCH', holding: '[2]<', skip: 3, does: 'drop' }, { at: 'LOGIN', skip: 1, does: 'drop' });
  const { files, list } = await filesOf(await get(chosen(['gsm', 'long', 'twin', 'siren'])));
  proxy.behave();
  expect(files).toHaveLength(3);
  const cut = files[1]?.bytes ?? Buffer.alloc(0);
  expect(cut.equals(whole.subarray(0, cut.length))).toBe(true);
  expect([cut.length > 0, cut.length < whole.length]).toEqual([true, true]);
  const reasons = list.map((line) => line.split(',').at(-1));
  const away = 'The mail server did not answer';
  expect(reasons.toSorted()).toEqual(['', away, away, 'The sound is cut short: the mail server did not answer']);
});

test('three downloads at once are enough for one person', async () => {
  const stalled = await Promise.all([1, 2, 3].map(() => get(chosen(['long']))));
  const fourth = await get(chosen(['gsm']));
  expect([fourth.status, fourth.headers.get('retry-after')]).toEqual([429, '30']);
  for (const answer of stalled) await answer.body?.cancel();
  await vi.waitFor(async () => expect((await get(chosen(['gsm']), { method: 'HEAD' })).status).toBe(200));
});

test('after all of the above no flag is set but those that were', async () => {
  await account.imap.mailboxOpen('INBOX');
  const seen = (await account.imap.fetchAll('1:*', { uid: true, flags: true })).filter(({ flags }) =>
    flags?.has('\\Seen'),
  );
  expect(seen.map((message) => message.uid)).toEqual([uid('twin')]);
});
