import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LAST_STEP, secondsOf, stepOf } from './position.ts';

test('steps fit into six bits, and each stands for its own position', () => {
  const steps = Array.from({ length: LAST_STEP + 1 }, (_, step) => step);
  expect(LAST_STEP).toBe(63);
  expect(steps.map((step) => stepOf(secondsOf(step)))).toEqual(steps);
});

test.each([
  [0, 0],
  [1.9, 0],
  [20, 20],
  [21.9, 20],
  [31, 30],
  [109, 100],
  [959, 900],
  [7200, 960],
])('a stop at %f s is kept as %f s', (stopped, kept) => {
  expect(secondsOf(stepOf(stopped))).toBe(kept);
});

test('nobody is taken past where they stopped, nor far back', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 900, noNaN: true }), (stopped) => {
      const lost = stopped - secondsOf(stepOf(stopped));
      expect(lost).toBeGreaterThanOrEqual(0);
      expect(lost).toBeLessThan(Math.max(2, stopped / 5));
    }),
  );
});

test('a step that only a stranger could have written is the last one', () => {
  expect([secondsOf(70), stepOf(Number.NaN), stepOf(-1)]).toEqual([960, 0, 0]);
});
