import { beforeAll, expect, test } from 'vitest';
import type { ChangeResult, MessagePage, Problem, PurgeResult } from '#lib/api/contract.ts';
import { readFixture } from '#test/fixtures.ts';
import { aMailbox, type TestMailbox } from '#test/mailbox.ts';
import { ask, sessionCookie } from '#test/session.ts';
import { DELETE, GET, PATCH } from './route.ts';

let account: TestMailbox;
let cookie: string;

beforeAll(async () => {
  account = await aMailbox();
  await account.imap.append('INBOX', readFixture('dr-patel.gsm.eml'));
  await account.imap.append('INBOX', readFixture('courier.gsm.eml'));
  cookie = await sessionCookie(account);
});

const json = async <T>(response: Response): Promise<T> => (await response.json()) as T;
const patch = (body: unknown, headers = {}) =>
  PATCH(ask('/api/messages', { method: 'PATCH', cookie, headers, body: JSON.stringify(body) }));
const firstId = async () =>
  (await json<MessagePage>(await GET(ask('/api/messages', { cookie })))).messages[0]?.id ?? '';

test('GET gives a page, and the next one by its cursor', async () => {
  const first = await json<MessagePage>(await GET(ask('/api/messages?limit=1', { cookie })));
  expect(first).toMatchObject({ messages: [{ caller: { name: 'Courier' } }], total: 2 });
  const second = await json<MessagePage>(await GET(ask(`/api/messages?limit=1&before=${first.next}`, { cookie })));
  expect(second).toMatchObject({ messages: [{ caller: { name: 'Dr Patel' } }], next: null, total: 2 });
});

test('GET of a stranger is sign-in-required', async () => {
  const response = await GET(ask('/api/messages'));
  expect(response.status).toBe(401);
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  expect(await json<Problem>(response)).toMatchObject({ code: 'sign-in-required', type: '/problems/sign-in-required' });
});

test.each([
  ['folder=drafts', 400, 'request-invalid'],
  ['folder=INBOX', 400, 'request-invalid'],
  ['folder=../inbox', 400, 'request-invalid'],
  ['limit=0', 400, 'request-invalid'],
  ['limit=201', 400, 'request-invalid'],
  ['limit=many', 400, 'request-invalid'],
  ['before=yesterday', 400, 'request-invalid'],
  ['before=1795385879.1.1', 410, 'message-id-stale'],
  ['mailbox=1001', 400, 'request-invalid'],
  ['mailbox=1002@default', 404, 'folder-not-found'],
  ['mailbox=100@default', 404, 'folder-not-found'],
  ['folder=cust5', 404, 'folder-not-found'],
])('GET ?%s is %i %s', async (query, status, code) => {
  const response = await GET(ask(`/api/messages?${query}`, { cookie }));
  expect(response.status).toBe(status);
  expect(await json<Problem>(response)).toMatchObject({
    code,
    status,
    requestId: response.headers.get('x-request-id'),
  });
});

test('PATCH marks heard and new, and the flag is in the mailbox', async () => {
  const id = await firstId();
  const seen = async () => {
    await account.imap.mailboxOpen('INBOX');
    return account.imap.search({ seen: true }, { uid: true });
  };
  expect(await json(await patch({ ids: [id], status: 'old' }))).toMatchObject({
    messages: [{ id, status: 'old' }],
    failed: [],
  });
  expect(await seen()).toEqual([2]);
  expect(await json(await patch({ ids: [id], status: 'new' }))).toMatchObject({
    messages: [{ id, status: 'new' }],
    failed: [],
  });
  expect(await seen()).toEqual([]);
});

test('PATCH refuses a write from another origin, or from none', async () => {
  const body = { ids: [await firstId()], status: 'old' };
  const elsewhere = await patch(body, { origin: 'https://evil.example' });
  expect(elsewhere.status).toBe(403);
  expect(await json<Problem>(elsewhere)).toMatchObject({ code: 'origin-mismatch' });
  expect((await patch(body, { origin: '' })).status).toBe(403);
});

test.each([
  ['no JSON', 'ids=1'],
  ['no object', '[1]'],
  ['no ids', '{"ids":[],"status":"old"}'],
  ['an id that is none', '{"ids":["inbox.1"],"status":"old"}'],
  ['no such status', '{"ids":["inbox.1.1"],"status":"heard"}'],
  ['nothing to do', '{"ids":["inbox.1.1"]}'],
  ['two things at once', '{"ids":["inbox.1.1"],"status":"old","folder":"work"}'],
  ['ids and a filter', '{"ids":["inbox.1.1"],"filter":{"upTo":"inbox.1.1"},"status":"old"}'],
  ['a filter without what was seen', '{"filter":{"folder":"inbox"},"status":"old"}'],
  ['a folder that is none', '{"ids":["inbox.1.1"],"folder":"../etc"}'],
])('PATCH with %s is request-invalid', async (_, body) => {
  const response = await PATCH(ask('/api/messages', { method: 'PATCH', cookie, body }));
  expect(response.status).toBe(400);
  expect(await json<Problem>(response)).toMatchObject({ code: 'request-invalid' });
});

test('PATCH refuses a body over 256 kB', async () => {
  const response = await patch({ ids: ['x'.repeat(300_000)], status: 'old' });
  expect(response.status).toBe(413);
});

const remove = (body: unknown, headers = {}) =>
  DELETE(ask('/api/messages', { method: 'DELETE', cookie, headers, body: JSON.stringify(body) }));

test('PATCH moves to Deleted and restores; DELETE purges what is there and refuses elsewhere', async () => {
  const was = await firstId();
  const removed = await json<ChangeResult>(await patch({ ids: [was], folder: 'deleted' }));
  expect(removed).toMatchObject({ messages: [{ was, folder: 'deleted', from: 'inbox' }], failed: [] });
  const id = removed.messages[0]?.id ?? '';
  const restored = await json<ChangeResult>(await patch({ ids: [id], restore: true }));
  expect(restored).toMatchObject({ messages: [{ was: id, folder: 'inbox' }], failed: [] });
  const back = restored.messages[0]?.id ?? '';
  expect(await json(await remove({ ids: [back] }))).toMatchObject({ failed: [{ id: back, code: 'not-allowed' }] });
  const again = await json<ChangeResult>(await patch({ ids: [back], folder: 'deleted' }));
  const { upTo } = await json<MessagePage>(await GET(ask('/api/messages?folder=deleted', { cookie })));
  const emptied = await json<PurgeResult>(await remove({ filter: { folder: 'deleted', upTo } }));
  expect(emptied).toEqual({ purged: again.messages.map((message) => message.id), messages: [], failed: [] });
});

test('DELETE refuses a write from another origin', async () => {
  const response = await remove({ ids: ['deleted.1.1'] }, { origin: 'https://evil.example' });
  expect(response.status).toBe(403);
});
