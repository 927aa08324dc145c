import { setTimeout as pause } from 'node:timers/promises';
import pino from 'pino';
import { afterEach, expect, test, vi } from 'vitest';
import { endSession } from '#lib/auth/session.ts';
import { once } from '#lib/platform/once.ts';
import { misbehave } from '#test/bad-imap.ts';
import { aMessage } from '#test/builders.ts';
import { deliver } from '#test/deliver.ts';
import { aMailbox, pointSettingsAt } from '#test/mailbox.ts';
import { ask, sessionCookie } from '#test/session.ts';
import { Tab } from '#test/tab.ts';
import { GET } from './route.ts';

const logged: string[] = [];
once('log', () => pino({ level: 'info' }, { write: (line) => void logged.push(line) }));

const tabs: Tab[] = [];

afterEach(async () => {
  vi.useRealTimers();
  await Promise.all(tabs.splice(0).map((tab) => tab.leave()));
});

async function aTab(cookie: string, init: RequestInit = {}): Promise<Tab> {
  const response = await GET(ask('/api/events', { cookie, ...init }));
  expect(response.status).toBe(200);
  const tab = new Tab(response);
  tabs.push(tab);
  return tab;
}

const visitorOf = (cookie: string) => {
  const [name = '', value = ''] = cookie.split('=', 2);
  return { cookies: { [name]: value }, clientAddress: '192.0.2.1' };
};

const LIVE = 'event: live\ndata: {"live":true}';
const SIGNED_OUT = 'event: signed-out\ndata: {}';

test('GET is a stream of events that nobody keeps, holds back or compresses', async () => {
  const cookie = await sessionCookie(await aMailbox());
  const response = await GET(ask('/api/events?mailbox=1001%40default', { cookie }));
  const tab = new Tab(response);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    'x-accel-buffering': 'no',
  });
  await tab.hears(LIVE);
  expect(tab.said).toEqual([expect.stringMatching(/^retry: \d+$/), LIVE]);
  await tab.leave();
});

test('GET tells of a new voicemail, in a line of JSON', async () => {
  const account = await aMailbox();
  const tab = await aTab(await sessionCookie(account));
  await tab.hears(LIVE);
  await tab.hears('event: changed\ndata: {"folder":null}');
  await deliver(account.imap, aMessage());
  await tab.hears('event: changed\ndata: {"folder":"inbox"}');
});

test('GET without a session is 401, with a wrong parameter 400', async () => {
  const cookie = await sessionCookie(await aMailbox());
  const stranger = await GET(ask('/api/events'));
  expect(stranger.status).toBe(401);
  expect(stranger.headers.get('content-type')).toBe('application/problem+json');
  expect(await stranger.json()).toMatchObject({ code: 'sign-in-required' });
  expect((await GET(ask('/api/events?mailbox=nobody', { cookie }))).status).toBe(400);
});

test("GET ends at once when the session ends in another tab, and nobody else's does", async () => {
  const account = await aMailbox();
  const [cookie, elsewhere] = [await sessionCookie(account), await sessionCookie(account)];
  const [first, second, other] = [await aTab(cookie), await aTab(cookie), await aTab(elsewhere)];
  for (const tab of [first, second, other]) await tab.hears(LIVE);
  await endSession(visitorOf(cookie));
  for (const tab of [first, second]) {
    await tab.hears(SIGNED_OUT, 200);
    await tab.ended;
  }
  await deliver(account.imap, aMessage());
  await other.hears(/inbox/);
  expect([first, second].flatMap(({ said }) => said).join()).not.toContain('inbox');
});

test('GET ends when the mail server takes the password no more, and so does the session', async () => {
  const { user } = await aMailbox();
  const cookie = await sessionCookie({ user, password: 'the old one' });
  const tab = await aTab(cookie);
  await tab.hears(SIGNED_OUT, 8000);
  expect((await GET(ask('/api/events', { cookie }))).status).toBe(401);
});

test('GET keeps no session alive', async () => {
  const account = await aMailbox();
  const cookie = await sessionCookie(account);
  const tab = await aTab(cookie);
  await tab.hears(LIVE);
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 59 * 60_000 });
  await deliver(account.imap, aMessage());
  await tab.hears(/inbox/);
  vi.setSystemTime(Date.now() + 2 * 60_000);
  await deliver(account.imap, aMessage());
  await tab.hears(SIGNED_OUT);
});

test('GET tells an account nothing of another', async () => {
  const [mine, other] = [await aMailbox(), await aMailbox()];
  const [tab, witness] = [await aTab(await sessionCookie(mine)), await aTab(await sessionCookie(other))];
  await tab.hears(/null/);
  await witness.hears(/null/);
  await deliver(other.imap, aMessage());
  await witness.hears(/inbox/);
  await pause(100);
  expect(tab.said.join()).not.toContain('inbox');
});

test('GET while the mail server is down is a stream that is not live, until it is', async () => {
  const account = await aMailbox();
  const door = await misbehave(account.server, { at: 'GREETING', does: 'drop' });
  pointSettingsAt(door);
  const tab = await aTab(await sessionCookie(account));
  await tab.hears('event: live\ndata: {"live":false}');
  door.behave();
  await tab.hears(LIVE, 5000);
  await tab.leave();
  await door.stop();
  pointSettingsAt(account.server);
});

test.each([
  [5, 'that has all six connections of its browser to itself', ''],
  [20, 'behind a proxy', '192.0.2.0/24'],
])('GET is for %i tabs of a session %s, until one goes', async (limit, _where, TRUSTED_PROXIES) => {
  const account = await aMailbox();
  pointSettingsAt(account.server, { TRUSTED_PROXIES });
  const cookie = await sessionCookie(account);
  const leaving = new AbortController();
  for (let i = 0; i < limit - 1; i++) await aTab(cookie);
  await aTab(cookie, { signal: leaving.signal });
  const refusal = await GET(ask('/api/events', { cookie }));
  expect(refusal.status).toBe(429);
  expect(refusal.headers.get('retry-after')).toBe('30');
  await aTab(await sessionCookie(account));
  leaving.abort();
  await aTab(cookie);
});

test('GET is a line in the log, however long it lasts and whatever it says', async () => {
  const account = await aMailbox();
  logged.length = 0;
  const tab = await aTab(await sessionCookie(account));
  await tab.hears(/null/);
  await deliver(account.imap, aMessage());
  await tab.hears(/inbox/);
  await tab.leave();
  expect(logged.map((line) => JSON.parse(line).path)).toEqual(['/api/events']);
});
