import { afterEach, expect, test } from 'vitest';
import { aMessage } from '#test/builders.ts';
import { deliver } from '#test/deliver.ts';
import { type Listening, listenTo } from '#test/listening.ts';
import { aMailbox, type TestMailbox } from '#test/mailbox.ts';
import { ask, sessionCookie } from '#test/session.ts';
import { GET } from './route.ts';

const tabs: Listening[] = [];

afterEach(async () => {
  await Promise.all(tabs.splice(0).map((tab) => tab.leave()));
});

async function aTab(account: TestMailbox, cookie?: string): Promise<Listening> {
  const response = await GET(ask('/api/events', { cookie: cookie ?? (await sessionCookie(account)) }));
  const tab = listenTo(response);
  tabs.push(tab);
  return tab;
}

const LIVE = /^event: live\ndata: {"live":true}$/;

test('GET is a stream of events that nobody keeps, holds back or compresses', async () => {
  const account = await aMailbox();
  const response = await GET(ask('/api/events', { cookie: await sessionCookie(account) }));
  expect(response.status).toBe(200);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    'x-accel-buffering': 'no',
  });
  const tab = listenTo(response);
  expect(await tab.hears(/retry/)).toMatch(/^retry: \d+$/);
  expect(await tab.hears(/event/)).toMatch(/^event: live\ndata: {"live":(true|false)}$/);
  await tab.leave();
});

test('GET tells of a new voicemail', async () => {
  const account = await aMailbox();
  const tab = await aTab(account);
  await tab.hears(LIVE);
  await tab.hears('{"folder":null}');
  await deliver(account.imap, aMessage());
  expect(await tab.hears('changed')).toBe('event: changed\ndata: {"folder":"inbox"}');
});

test('GET without a session is 401', async () => {
  await aMailbox();
  const response = await GET(ask('/api/events'));
  expect(response.status).toBe(401);
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  expect(await response.json()).toMatchObject({ code: 'sign-in-required' });
});
