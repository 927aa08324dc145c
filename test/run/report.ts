import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Counts } from './step.ts';

/** The part of vitest's JSON report that counts. */
const VITEST = z.object({
  testResults: z.array(
    z.object({
      status: z.enum(['passed', 'failed', 'skipped', 'pending']),
      assertionResults: z.array(z.object({ status: z.string() })),
    }),
  ),
});

const PLAYWRIGHT = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
  errors: z.array(z.unknown()),
});

/** A file that could not be loaded has no tests, and is one failure. */
export function countVitest(path: string): Counts {
  const { testResults } = VITEST.parse(read(path));
  const statuses = testResults.flatMap(({ status, assertionResults }) => {
    const tests = assertionResults.map((test) => test.status);
    return status === 'failed' && !tests.includes('failed') ? [...tests, 'failed'] : tests;
  });
  const passed = statuses.filter((status) => status === 'passed').length;
  const failed = statuses.filter((status) => status === 'failed').length;
  return { passed, failed, skipped: statuses.length - passed - failed };
}

/** A test that passed only when it was tried again has failed. */
export function countPlaywright(path: string): Counts {
  const { stats, errors } = PLAYWRIGHT.parse(read(path));
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length, skipped: stats.skipped };
}

function read(path: string): unknown {
  if (!existsSync(path)) throw new Error('It ended before it wrote a report');
  return JSON.parse(readFileSync(path, 'utf8'));
}
