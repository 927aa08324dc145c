import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { sayGoodbye } from '#lib/platform/goodbye.ts';
import { Tab } from '#test/tab.ts';
import { EventStream } from './event-stream.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
});

afterEach(() => {
  vi.useRealTimers();
});

const LIVE = 'event: live\ndata: {"live":true}';
const NOT_LIVE = 'event: live\ndata: {"live":false}';
const SIGNED_OUT = 'event: signed-out\ndata: {}';

let isSignedIn = true;

function aStream(): EventStream {
  isSignedIn = true;
  return new EventStream(async () => isSignedIn);
}

const tabOf = (stream: EventStream) => new Tab(new Response(stream.body));

test('EventStream has something to say every 15 seconds, which the page hears once there is an event', async () => {
  const stream = aStream();
  const tab = tabOf(stream);
  await tab.hears(/retry/);
  vi.advanceTimersByTime(15_000);
  expect(await tab.hears(/./)).toBe(':');
  stream.send('live', { live: true });
  await tab.hears(LIVE);
  vi.advanceTimersByTime(15_000);
  expect(await tab.hears(/./)).toBe(LIVE);
  await tab.leave();
  expect(vi.getTimerCount()).toBe(0);
});

test('EventStream keeps for a browser that does not read the latest of each kind, and no more', async () => {
  const stream = aStream();
  await pause(1);
  for (let i = 0; i < 10_000; i++) {
    stream.send('changed', { folder: 'inbox' }, 'inbox');
    stream.send('changed', { folder: 'work' }, 'work');
    stream.send('live', { live: i % 2 === 1 });
    vi.advanceTimersByTime(1000);
  }
  const tab = tabOf(stream);
  await tab.hears(LIVE);
  expect(tab.said.map((text) => text.replace(/^event: |data: /g, ''))).toEqual([
    'retry: 2000',
    'changed\n{"folder":"inbox"}',
    'changed\n{"folder":"work"}',
    'live\n{"live":true}',
  ]);
  await tab.leave();
});

test('EventStream sends nothing to one who is signed out but that', async () => {
  const stream = aStream();
  const ended = vi.fn();
  stream.onEnd(ended);
  const tab = tabOf(stream);
  await tab.hears(/retry/);
  isSignedIn = false;
  stream.send('changed', { folder: 'inbox' });
  await tab.ended;
  expect(tab.said.slice(1)).toEqual([SIGNED_OUT]);
  expect(ended).toHaveBeenCalledOnce();
  stream.send('changed', { folder: 'inbox' });
  stream.signOut();
  stream.close();
});

test('EventStream notices within 15 seconds that the session ran out', async () => {
  const tab = tabOf(aStream());
  await tab.hears(/retry/);
  isSignedIn = false;
  vi.advanceTimersByTime(15_000);
  await tab.hears(SIGNED_OUT);
  await tab.ended;
});

test('EventStream says that it is live no more when the portal stops', async () => {
  const [stream, gone] = [aStream(), aStream()];
  await tabOf(gone).leave();
  const tab = tabOf(stream);
  await tab.hears(/retry/);
  await sayGoodbye();
  await tab.hears(NOT_LIVE);
  await tab.ended;
  expect(vi.getTimerCount()).toBe(0);
});

test('onEnd() runs at once where the stream has ended', () => {
  const stream = aStream();
  stream.close();
  const ended = vi.fn();
  stream.onEnd(ended);
  expect(ended).toHaveBeenCalledOnce();
});
