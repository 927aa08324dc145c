import { afterEach, expect, test, vi } from 'vitest';
import { runSteps, type Step } from './step.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

async function linesOf(...steps: Step[]): Promise<{ code: number; lines: string[] }> {
  const said = vi.spyOn(console, 'log').mockImplementation(() => {});
  const code = await runSteps(steps);
  return { code, lines: said.mock.calls.flatMap(([text]) => String(text).split('\n')) };
}

const passing: Step = { name: 'unit', run: async () => ({ passed: 3, failed: 0, skipped: 0 }) };

test('runSteps() says what was skipped and why before the last line, and it is no failure', async () => {
  const reason = 'it needs root';
  const { code, lines } = await linesOf(passing, {
    name: 'phone',
    run: async () => ({ passed: 0, failed: 0, skipped: 39, reason }),
  });
  expect(code).toBe(0);
  expect(lines.slice(-3)).toEqual(['39 skipped in phone: it needs root', '', '3 passed, 0 failed']);
});

test('runSteps() takes a step that skipped everything without a reason for a failure', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
  const { code, lines } = await linesOf(passing, {
    name: 'x',
    run: async () => ({ passed: 0, failed: 0, skipped: 1 }),
  });
  expect([code, lines.at(-1)]).toEqual([1, '3 passed, 1 failed']);
});
