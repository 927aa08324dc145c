import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { countPlaywright, countVitest } from './report.ts';
import { text } from './step.ts';

const folder = mkdtempSync(join(tmpdir(), 'report-'));

afterAll(() => rmSync(folder, { recursive: true }));

function reportOf(content: object): string {
  const path = join(folder, 'report.json');
  writeFileSync(path, JSON.stringify(content));
  return path;
}

const vitestFile = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((outcome) => ({ status: outcome })),
});

test('countVitest() counts passed, failed and skipped tests', () => {
  const testResults = [vitestFile('failed', 'passed', 'failed', 'skipped', 'todo'), vitestFile('passed', 'passed')];
  expect(countVitest(reportOf({ testResults }))).toEqual({ passed: 2, failed: 1, skipped: 2 });
});

test('countVitest() counts a file that could not be loaded as a failure', () => {
  const testResults = [vitestFile('passed', 'passed'), vitestFile('failed')];
  expect(countVitest(reportOf({ testResults }))).toEqual({ passed: 1, failed: 1, skipped: 0 });
});

test('countPlaywright() counts a flaky test, and an error outside of tests, as failures', () => {
  const stats = { expected: 5, unexpected: 1, flaky: 1, skipped: 2 };
  expect(countPlaywright(reportOf({ stats, errors: [{}] }))).toEqual({ passed: 5, failed: 3, skipped: 2 });
});

test('countVitest() does not take a missing report for a success', () => {
  expect(() => countVitest(join(folder, 'missing.json'))).toThrow('before it wrote a report');
});

test('text() names skipped tests only where there are any', () => {
  expect(text({ passed: 12, failed: 0, skipped: 0 })).toBe('12 passed, 0 failed');
  expect(text({ passed: 12, failed: 1, skipped: 3 })).toBe('12 passed, 1 failed, 3 skipped');
});
