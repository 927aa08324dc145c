import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { MessagePage, PurgeResult } from '#lib/api/contract.ts';
import { signInByPin } from '#lib/auth/pin.ts';
import { Account } from '#lib/imap/account.ts';
import { tidy } from '#lib/mailbox/tidy.ts';
import exportRoute from '#pages/api/export.ts';
import recordingRoute from '#pages/api/messages/[id]/recording.ts';
import { asNextGives } from '#test/as-next-gives.ts';
import { aGreeting, aMessage } from '#test/builders.ts';
import { MASTER } from '#test/conf-text.ts';
import { deliver } from '#test/deliver.ts';
import { aMailbox, aMailServer, type TestMailbox } from '#test/mailbox.ts';
import { ask, cookiesOf, cookieText } from '#test/session.ts';
import { followConf } from '#test/site.ts';
import { emptyFolder, removeFolders } from '#test/voicemail-conf.ts';
import { POST as postCall } from './call/route.ts';
import { GET as getEvents } from './events/route.ts';
import { POST as postLamp } from './lamp/route.ts';
import { GET as getMailbox } from './mailbox/route.ts';
import { GET as getPeaks } from './messages/[id]/peaks/route.ts';
import { GET as getChanges } from './messages/changes/route.ts';
import { DELETE, GET, PATCH } from './messages/route.ts';
import { POST as signOutEverywhere } from './sign-out-everywhere/route.ts';

/** One mail account with everybody's messages in it, as small sites have it. */
const CONTEXTS = `
[default]
1001 => 4711,Ada,,,imapuser=office
1002 => 4712,Grace,,,imapuser=office
100 => 4713,Linus,,,imapuser=office
1005 => 4715,Reception,,,imapuser=office|imapvmshareid=team
1006 => 4716,Night desk,,,imapuser=office|imapvmshareid=team
[sales]
1001 => 4717,Ada of sales,,,imapuser=office
[aliases]
2000@default => 1001@default
`;

const OTHERS = ['1002@default', '100@default', 'team@default', '1001@sales', '1005@default', '2000@default'];

let office: TestMailbox;
let cookie: string;
let sound: Server;
let record: string;
/** By whose they are, and what they are: `1002@default inbox`. */
const ids = new Map<string, string>();

const COOKIE = { '1001@default': '4711', '1002@default': '4712', '1005@default': '4715', '1006@default': '4716' };

async function signedIn(extension: string, pin: string): Promise<string> {
  return cookieText(await cookiesOf(await signInByPin({ extension, context: '', pin }, '192.0.2.1')));
}

const as = (name: keyof typeof COOKIE) => signedIn(name, COOKIE[name]);

beforeAll(async () => {
  const server = await aMailServer({ master: MASTER });
  office = await aMailbox({ server, name: 'office', password: 'nobody knows it' });
  record = join(emptyFolder(), 'record.jsonl');
  followConf(server, { contexts: CONTEXTS, general: 'aliasescontext=aliases' }, { AUDIT_FILE: record });
  const owners = ['1001@default', '1002@default', '100@default', 'team@default', '1001@sales'];
  for (const owner of owners) {
    const [extension = '', context = ''] = owner.split('@');
    for (const folder of ['INBOX', 'Work', 'Deleted']) {
      const mail = aMessage({ extension, context, caller: { name: `Caller of ${owner}`, number: '4242' } });
      const uid = await deliver(office.imap, mail, folder);
      const { uidValidity } = (await office.imap.status(folder, { uidValidity: true })) || {};
      ids.set(`${owner} ${folder.toLowerCase()}`, `${folder.toLowerCase()}.${uidValidity}.${uid}`);
    }
  }
  await deliver(office.imap, aGreeting('unavail', { extension: '1002' }));
  sound = createServer((request, response) => {
    const route = request.url?.startsWith('/api/export') ? exportRoute : recordingRoute;
    void route(asNextGives(request), response);
  }).listen(0);
  await once(sound, 'listening');
  cookie = await as('1001@default');
});
afterAll(() => {
  sound.close();
  removeFolders();
});

/** Everything of others that the account holds: where it lies, and its flags. */
async function othersNow(): Promise<string[]> {
  const seen: string[] = [];
  for (const folder of ['INBOX', 'Work', 'Deleted']) {
    await office.imap.mailboxOpen(folder);
    const headers = ['X-Asterisk-VM-Extension', 'X-Asterisk-VM-Context'];
    for (const { uid, flags, headers: text } of await office.imap.fetchAll('1:*', {
      uid: true,
      flags: true,
      headers,
    })) {
      const isOwn = /Extension: 1001\r/.test(String(text)) && /Context: default\r/.test(String(text));
      if (!isOwn) seen.push(`${folder} ${uid} ${[...(flags ?? [])].filter((flag) => flag !== '\\Recent').sort()}`);
    }
  }
  return seen;
}

function recorded(mailbox: string): { account: string; what: string }[] {
  const lines = readFileSync(record, 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line)).filter((deed) => deed.mailbox === mailbox);
}

let before: string[];
beforeEach(async () => {
  before = await othersNow();
});

const idsOfOthers = () => [...ids].filter(([name]) => !name.startsWith('1001@default')).map(([, id]) => id);
const list = async (query: string, who = cookie) => (await GET(ask(`/api/messages?${query}`, { cookie: who }))).json();
const write = async (handler: typeof PATCH, body: object, query = '', who = cookie) => {
  const init = { method: handler === PATCH ? 'PATCH' : 'DELETE', body: JSON.stringify(body), cookie: who };
  return handler(ask(`/api/messages${query}`, init));
};
const fetchSound = (path: string) => {
  const { port } = sound.address() as AddressInfo;
  return fetch(`http://127.0.0.1:${port}/api/${path}`, { headers: { cookie } });
};
const play = (id: string, query = '') => fetchSound(`messages/${id}/recording?${query}`);
const zip = (id: string, query = '') => {
  const [folder, uidValidity, uid] = id.split('.');
  return fetchSound(`export?folder=${folder}&uidValidity=${uidValidity}&uids=${uid}${query}`);
};
const draw = (id: string, query = '') =>
  getPeaks(ask(`/api/messages/${id}/peaks?${query}`, { cookie }), { params: Promise.resolve({ id }) });
const upTo = async (folder: string): Promise<string> => ((await list(`folder=${folder}`)) as MessagePage).upTo ?? '';

test('summary and list show the proven mailbox and nobody else’s', async () => {
  const summary = await (await getMailbox(ask('/api/mailbox', { cookie }))).json();
  expect(summary).toMatchObject({ mailbox: '1001@default', mailboxes: ['1001@default'] });
  const counts = summary.folders.map(({ slug, total }: { slug: string; total: number }) => `${slug} ${total}`);
  expect(counts).toEqual(expect.arrayContaining(['inbox 1', 'work 1', 'deleted 1']));
  for (const folder of ['inbox', 'work', 'deleted']) {
    const { messages, total } = (await list(`folder=${folder}`)) as MessagePage;
    expect(messages.map(({ caller }) => caller.name)).toEqual(['Caller of 1001@default']);
    expect(total).toBe(1);
  }
});

test('a search finds none of the others', async () => {
  expect(await list('q=Caller')).toMatchObject({ total: 1 });
  for (const q of ['1002', 'team', 'sales']) expect(await list(`q=${q}`)).toMatchObject({ total: 0 });
});

test('what became of a list tells of none of the others', async () => {
  const known = (await upTo('inbox')).replace(/\d+$/, '1');
  const answer = await getChanges(ask(`/api/messages/changes?folder=inbox&upTo=${known}`, { cookie }));
  const changes = await answer.json();
  const own = Number((ids.get('1001@default inbox') ?? '').split('.')[2]);
  expect(changes).toMatchObject({ uids: [own], total: 1 });
  expect(JSON.stringify(changes)).not.toMatch(/Caller of (?!1001@default)/);
});

test.each([...OTHERS, '9999@default'])('no call takes mailbox %s', async (mailbox) => {
  const query = `?mailbox=${encodeURIComponent(mailbox)}`;
  const own = [ids.get('1001@default inbox')];
  const known = await upTo('inbox');
  const answers = [
    await getMailbox(ask(`/api/mailbox${query}`, { cookie })),
    await GET(ask(`/api/messages${query}`, { cookie })),
    await getChanges(ask(`/api/messages/changes${query}&folder=inbox&upTo=${known}`, { cookie })),
    await postLamp(ask(`/api/lamp${query}`, { method: 'POST', body: '{}', cookie })),
    await write(PATCH, { ids: own, status: 'old' }, query),
    await write(DELETE, { ids: own }, query),
    await play(ids.get('1001@default inbox') ?? '', query.slice(1)),
    await draw(ids.get('1001@default inbox') ?? '', query.slice(1)),
    await getEvents(ask(`/api/events${query}`, { cookie })),
    await zip(ids.get('1001@default inbox') ?? '', query.replace('?', '&')),
    await postCall(ask(`/api/call${query}`, { method: 'POST', body: JSON.stringify({ id: own[0] }), cookie })),
  ];
  for (const answer of answers) {
    expect(answer.status).toBe(404);
    // In the words for a mailbox that is nowhere.
    expect(await answer.json()).toMatchObject({
      code: 'folder-not-found',
      title: `Cannot open ${mailbox}: this sign-in has no such mailbox`,
    });
  }
  expect(await othersNow()).toEqual(before);
});

const WISHES = [
  ...[{ status: 'old' }, { status: 'new' }, { folder: 'friends' }, { folder: 'deleted' }, { restore: true }],
  { positionSeconds: 20 },
];

test.each(WISHES)(
  'PATCH %j by the id of another’s message does nothing, as for one that is not there',
  async (wish) => {
    const nobodys = (ids.get('1001@default inbox') ?? '').replace(/\d+$/, '4242');
    const asked = [...idsOfOthers(), nobodys];
    const result = await (await write(PATCH, { ids: asked, ...wish })).json();
    expect(result.messages).toEqual([]);
    expect(new Set(result.failed.map(({ code }: { code: string }) => code))).toEqual(new Set(['message-not-found']));
    expect(result.failed).toHaveLength(asked.length);
    expect(await othersNow()).toEqual(before);
  },
);

test('DELETE by the id of another’s message purges nothing, over quota neither', async () => {
  for (const more of [{}, { overQuota: true }]) {
    const result: PurgeResult = await (await write(DELETE, { ids: idsOfOthers(), ...more })).json();
    expect([result.purged, result.messages]).toEqual([[], []]);
    expect(new Set(result.failed.map(({ code }) => code))).toEqual(new Set(['message-not-found']));
  }
  expect(await othersNow()).toEqual(before);
});

test('a recording of another’s is not there, to play, to keep or to call back', async () => {
  for (const id of idsOfOthers()) {
    for (const query of ['', 'download']) {
      const answer = await play(id, query);
      expect([answer.status, (await answer.json()).code]).toEqual([404, 'message-not-found']);
    }
    expect((await zip(id)).status).toBe(404);
  }
  // No more are counted within a minute.
  for (const id of idsOfOthers().slice(0, 6)) {
    const answer = await postCall(ask('/api/call', { method: 'POST', body: JSON.stringify({ id }), cookie }));
    expect([answer.status, (await answer.json()).code]).toEqual([404, 'message-not-found']);
  }
  expect((await play(ids.get('1001@default inbox') ?? '')).status).toBe(200);
  await vi.waitFor(() => expect(recorded('1001@default').map(({ what }) => what)).toContain('listened'));
  expect(recorded('1002@default')).toEqual([]);
});

test('the waveform of another’s message is not there', async () => {
  expect((await draw(ids.get('1001@default inbox') ?? '')).status).toBe(200);
  for (const id of idsOfOthers()) {
    const answer = await draw(id);
    expect([answer.status, (await answer.json()).code]).toEqual([404, 'message-not-found']);
  }
});

test('a filter, an undo and a purge of all take the own messages and leave the others where they are', async () => {
  const marked = await (
    await write(PATCH, { filter: { folder: 'inbox', upTo: await upTo('inbox') }, status: 'old' })
  ).json();
  expect(marked.messages).toHaveLength(1);
  const moved = await (
    await write(PATCH, { filter: { folder: 'work', upTo: await upTo('work') }, folder: 'deleted' })
  ).json();
  expect(moved.messages).toHaveLength(1);
  const undone = await (await write(PATCH, { ids: [moved.messages[0].id], restore: true })).json();
  expect(undone.messages).toMatchObject([{ folder: 'work' }]);
  const purged = await (await write(DELETE, { filter: { folder: 'deleted', upTo: await upTo('deleted') } })).json();
  expect(purged.purged).toHaveLength(1);
  expect(await othersNow()).toEqual(before);
});

test('what is tidied in the name of one leaves the others as they are', async () => {
  const { name, password } = MASTER;
  const proof = { name: '1001@default', mailboxes: ['1001@default'] };
  const login = { user: name, password, authorizationId: 'office', clientAddress: '192.0.2.1', proof };
  await tidy(Account.rejoin(login));
  expect(await othersNow()).toEqual(before);
});

test('two with one share id see the same messages, and each is recorded by their own name', async () => {
  for (const name of ['1005@default', '1006@default'] as const) {
    const who = await as(name);
    const page = (await list('', who)) as MessagePage;
    expect(page.messages.map(({ caller }) => caller.name)).toEqual(['Caller of team@default']);
    await write(PATCH, { ids: [ids.get('team@default inbox')], status: 'new' }, '', who);
  }
  const names = () => recorded('team@default').map(({ account }) => account);
  await vi.waitFor(() => expect(names()).toEqual(['1005@default', '1006@default']));
});

test('signing out everywhere ends one’s own sessions, and not those of others in the account', async () => {
  const [hers, again] = [await as('1002@default'), await as('1001@default')];
  const isIn = async (who: string) => (await getMailbox(ask('/api/mailbox', { cookie: who }))).status === 200;
  expect([await isIn(hers), await isIn(again)]).toEqual([true, true]);
  const tab = await getEvents(ask('/api/events', { cookie: hers }));
  await signOutEverywhere(ask('/api/sign-out-everywhere', { method: 'POST', body: '{}', cookie: again }));
  expect([await isIn(hers), await isIn(again), await isIn(cookie)]).toEqual([true, false, false]);
  await tab.body?.cancel();
});
