import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync } from 'node:fs';
import { build } from '#test/build.ts';
import { startNode } from '#test/child.ts';
import type { PhoneRun } from '#test/pbx/options.ts';
import { countPlaywright, countVitest } from './report.ts';
import type { Counts, Step } from './step.ts';

const REPORTS = '.cache/reports';
/** vitest colours what goes into a file, too, unless told. Without a UTF-8 locale Chromium saves no file named "José". */
const TERMINAL = { LC_ALL: 'C.UTF-8', ...(!process.stdout.isTTY && { NO_COLOR: '1' }) };
const PASSED: Counts = { passed: 1, failed: 0, skipped: 0 };

const PLAYWRIGHT = ['node_modules/@playwright/test/cli.js', 'test'];
/** What Node is to run for the phone scenarios. One of them holds server code against Asterisk, so it must pass for a server. */
export const PHONE = ['--conditions=react-server', ...PLAYWRIGHT, '--config', 'playwright.phone.config.ts'];

/** Tools that have nothing to say when all is well: each counts as one test. */
export const lint = check('lint', [['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings']]);
export const types = check('types', [
  ['node_modules/next/dist/bin/next', 'typegen'],
  ['node_modules/typescript/bin/tsc', '--noEmit'],
]);
export const deadCode = check('dead code', [['node_modules/knip/bin/knip.js']]);

export const buildStep: Step = {
  name: 'build',
  async run() {
    await build();
    return PASSED;
  },
};

/** @param args what else to tell vitest: a file */
export function unitAndMail(args: string[] = []): Step {
  const report = `${REPORTS}/vitest.json`;
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const command = ['node_modules/vitest/vitest.mjs', 'run', ...reporters, ...args];
  return { name: 'unit and mail', run: () => suite(command, report, countVitest) };
}

/** @param args what else to tell Playwright: a file, `--headed` */
export function browser(args: string[] = []): Step {
  return playwright('browser', `${REPORTS}/playwright.json`, [...PLAYWRIGHT, ...args]);
}

/** Below a path of a host, behind a proxy: a build of its own. */
export const subPath = playwright('sub-path', `${REPORTS}/sub-path.json`, [
  ...PLAYWRIGHT,
  '--config',
  'playwright.sub-path.config.ts',
]);

export function phone({ args, env }: PhoneRun = { args: [], env: {} }): Step {
  return playwright('phone', `${REPORTS}/phone.json`, [...PHONE, ...args], env);
}

function playwright(name: string, report: string, test: string[], more: Record<string, string> = {}): Step {
  const command = [...test, '--reporter=list,json'];
  const env = { ...more, PLAYWRIGHT_JSON_OUTPUT_FILE: report };
  return { name, run: () => suite(command, report, countPlaywright, env) };
}

function check(name: string, commands: string[][]): Step {
  return {
    name,
    async run() {
      for (const command of commands) {
        const child = startNode(name.replace(' ', '-'), command);
        if ((await child.ended) !== 0) throw new Error(child.log());
      }
      return PASSED;
    },
  };
}

/** Runs what counts its own tests. What it says is shown as it goes. */
async function suite(
  command: string[],
  report: string,
  count: (path: string) => Counts,
  env: Record<string, string> = {},
): Promise<Counts> {
  mkdirSync(REPORTS, { recursive: true });
  rmSync(report, { force: true });
  const child = spawn(process.execPath, ['--import', './test/with-parent.mjs', ...command], {
    env: { ...process.env, ...env, ...TERMINAL, LAMPLIGHT_STARTER: String(process.pid) },
    stdio: 'inherit',
  });
  const [code] = await once(child, 'exit');
  const counts = count(report);
  // An error outside of any test is in no report.
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}
