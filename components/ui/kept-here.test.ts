// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from 'vitest';
import { KeptHere } from './kept-here.ts';

afterEach(() => {
  vi.restoreAllMocks();
  localStorage.clear();
});

test('what is kept is read by all who keep it under that name, and whoever listens is told', () => {
  const [one, other] = [new KeptHere('a'), new KeptHere('a')];
  const told = vi.fn();
  const stop = one.subscribe(told);
  one.keep('yes');
  expect([other.read(), told.mock.calls.length]).toEqual(['yes', 1]);
  dispatchEvent(new StorageEvent('storage', { key: 'a' }));
  expect(told).toHaveBeenCalledTimes(2);
  one.keep(null);
  stop();
  one.keep('again');
  expect([other.read(), told.mock.calls.length]).toEqual(['again', 3]);
});

test('where the browser keeps nothing, the page does', () => {
  for (const name of ['getItem', 'setItem', 'removeItem'] as const) {
    vi.spyOn(Storage.prototype, name).mockImplementation(() => {
      throw new DOMException('The operation is insecure.', 'SecurityError');
    });
  }
  const kept = new KeptHere('a');
  expect(kept.read()).toBeNull();
  kept.keep('yes');
  expect(kept.read()).toBe('yes');
  kept.keep(null);
  expect(kept.read()).toBeNull();
});
