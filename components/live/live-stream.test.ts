// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { eventSources } from '#test/event-source.ts';
import { type LiveListener, LiveStream } from './live-stream.ts';

let close = () => {};

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
});

afterEach(() => {
  close();
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/** A stream that is open, the event sources it made, and what it has told. */
function openStream() {
  const sources = eventSources();
  const told: string[] = [];
  const listener: LiveListener = {
    onHint: (folder) => told.push(`hint ${folder}`),
    onLive: () => told.push('live'),
    onRefused: () => told.push('refused'),
    onSignedOut: () => told.push('signed out'),
  };
  const stream = new LiveStream();
  close = stream.open('/api/events', listener);
  const newest = () => {
    const source = sources.at(-1);
    if (!source) throw new Error('No event source was made');
    return source;
  };
  return { stream, sources, told, newest };
}

const seconds = (many: number) => vi.advanceTimersByTime(many * 1000);

test('a stream tells hints, and that it is live once', () => {
  const { stream, told, newest } = openStream();
  newest().say('live', { live: true });
  newest().say('changed', { folder: 'inbox' });
  newest().say('live', { live: true });
  newest().say('changed', { folder: null });
  expect(told).toEqual(['live', 'hint inbox', 'hint null']);
  expect(stream.getState()).toEqual({ isLive: true, isLost: false, retryAt: null });
});

test('a mail server that is out of sight for a moment is not said, and for longer is', () => {
  const { stream, told, newest } = openStream();
  newest().say('live', { live: true });
  newest().say('live', { live: false });
  seconds(2.9);
  expect(stream.getState()).toMatchObject({ isLive: false, isLost: false });
  newest().say('live', { live: true });
  expect(told).toEqual(['live', 'live']);
  newest().say('live', { live: false });
  seconds(3);
  expect(stream.getState()).toMatchObject({ isLive: false, isLost: true });
});

test('a stream that never says a word is lost, too', () => {
  const { stream } = openStream();
  seconds(3);
  expect(stream.getState().isLost).toBe(true);
});

test('a stream that breaks is opened again, ever more slowly, and from the start once it was live', () => {
  const { stream, sources, newest, told } = openStream();
  const waits: number[] = [];
  for (let i = 0; i < 7; i++) {
    newest().fail();
    waits.push(((stream.getState().retryAt ?? 0) - Date.now()) / 1000);
    vi.runOnlyPendingTimers();
    vi.advanceTimersByTime(waits.at(-1) ?? 0);
  }
  expect(waits).toEqual([1, 2, 4, 8, 16, 30, 30]);
  expect(sources.filter(({ isOpen }) => isOpen)).toHaveLength(1);
  newest().say('live', { live: true });
  newest().fail();
  expect((stream.getState().retryAt ?? 0) - Date.now()).toBe(1000);
  expect(told).not.toContain('refused');
});

test('a stream that the server refuses has another call say why', () => {
  const { told, newest } = openStream();
  newest().refuse();
  expect(told).toEqual(['refused']);
});

test('a stream that stays silent is opened anew, and what it missed is fetched', () => {
  const { sources, told, newest } = openStream();
  newest().say('live', { live: true });
  seconds(39);
  newest().say('live', { live: true });
  seconds(39);
  expect(sources).toHaveLength(1);
  seconds(7);
  expect(sources).toHaveLength(2);
  expect(sources[0]?.isOpen).toBe(false);
  newest().say('live', { live: true });
  expect(told).toEqual(['live', 'live']);
});

test('a laptop that wakes, or has a network again, has a new stream at once', () => {
  const { sources, newest } = openStream();
  newest().say('live', { live: true });
  document.dispatchEvent(new Event('visibilitychange'));
  expect(sources).toHaveLength(1);
  vi.setSystemTime(Date.now() + 3_600_000);
  document.dispatchEvent(new Event('visibilitychange'));
  expect(sources).toHaveLength(2);
  dispatchEvent(new Event('offline'));
  expect(sources[1]?.isOpen).toBe(false);
  dispatchEvent(new Event('online'));
  expect(sources).toHaveLength(3);
});

test('a sign-in that is over ends the stream for good', () => {
  const { sources, told, newest } = openStream();
  newest().say('live', { live: true });
  newest().say('signed-out', {});
  seconds(120);
  expect(told).toEqual(['live', 'signed out']);
  expect(sources.map(({ isOpen }) => isOpen)).toEqual([false]);
});

test('a stream that was closed leaves no timer and hears nothing', () => {
  const { sources, told, newest } = openStream();
  newest().say('live', { live: true });
  close();
  newest().say('changed', { folder: 'inbox' });
  dispatchEvent(new Event('online'));
  expect(vi.getTimerCount()).toBe(0);
  expect([told, sources.length]).toEqual([['live'], 1]);
});
