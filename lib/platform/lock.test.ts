import { setTimeout as pause } from 'node:timers/promises';
import { beforeEach, expect, test } from 'vitest';
import { keepStateIn } from '#test/state-place.ts';
import { LockTimeout, withLock } from './lock.ts';

const LONG_MS = 200;

beforeEach(() => keepStateIn({}));

/** Work that notes when it begins and ends. */
function noted(notes: string[], name: string, milliseconds = 1) {
  return async () => {
    notes.push(`${name} in`);
    await pause(milliseconds);
    notes.push(`${name} out`);
    return name;
  };
}

test('withLock() lets in one at a time, first come first served, and gives back what the work gave', async () => {
  const notes: string[] = [];
  const all = ['a', 'b', 'c'].map((name, i) => withLock('inbox', noted(notes, name, 20 - 5 * i)));
  expect(await Promise.all(all)).toEqual(['a', 'b', 'c']);
  expect(notes).toEqual(['a in', 'a out', 'b in', 'b out', 'c in', 'c out']);
});

test('withLock() makes nobody wait for another name', async () => {
  const notes: string[] = [];
  await Promise.all([withLock('inbox', noted(notes, 'a', LONG_MS)), withLock('work', noted(notes, 'b'))]);
  expect(notes).toEqual(['a in', 'b in', 'b out', 'a out']);
});

test('withLock() is free again after work that failed, and passes on why', async () => {
  const failing = withLock('inbox', async () => {
    throw new Error('no such folder');
  });
  await expect(failing).rejects.toThrow('no such folder');
  expect(await withLock('inbox', async () => 'done')).toBe('done');
});

test('withLock() gives LockTimeout to who has waited for too long, without beginning, and the next gets its turn', async () => {
  const notes: string[] = [];
  const first = withLock('inbox', noted(notes, 'first', LONG_MS));
  const impatient = withLock('inbox', noted(notes, 'impatient'), { waitMs: LONG_MS / 10 });
  const patient = withLock('inbox', noted(notes, 'patient'));
  await expect(impatient).rejects.toBeInstanceOf(LockTimeout);
  expect(notes).toEqual(['first in']);
  await Promise.all([first, patient]);
  expect(notes).toEqual(['first in', 'first out', 'patient in', 'patient out']);
});

test('withLock() remembers no name that nobody holds', async () => {
  await withLock('inbox', async () => undefined);
  await pause(0);
  const queues = Reflect.get(globalThis, Symbol.for('lamplight.queues')) as Map<string, unknown>;
  expect([...queues.keys()]).toEqual([]);
});
