import { parseArgs } from 'node:util';

/** What to tell Playwright, and in which environment. */
export interface PhoneRun {
  args: string[];
  env: Record<string, string>;
}

/** What nothing else may disturb. */
const ALONE = ['--workers', '1'];

/**
 * What was asked for on the command line: every scenario once, or some of them as one tells Playwright; or figures, or a soak.
 * @throws {Error} with how to ask
 */
export function phoneRunOf(argv: string[]): PhoneRun {
  const { values, positionals } = parseArgs({
    args: argv,
    options: { runs: { type: 'string' }, soak: { type: 'string' }, seed: { type: 'string' }, grep: { type: 'string' } },
    allowPositionals: true,
  });
  const { runs, soak, seed = String(Date.now() % 1_000_000), grep } = values;
  if (runs !== undefined) return { args: ['latency', ...ALONE], env: { PHONE_RUNS: whole(runs, /^\d+$/) } };
  if (soak === undefined) return { args: [...positionals, ...(grep === undefined ? [] : ['--grep', grep])], env: {} };
  const minutes = whole(soak, /^\d+(?=m?$)/);
  return { args: ['soak', ...ALONE], env: { PHONE_SOAK_MINUTES: minutes, PHONE_SEED: whole(seed, /^\d+$/) } };
}

function whole(text: string, form: RegExp): string {
  const [number] = form.exec(text) ?? [];
  if (number && Number(number) > 0) return number;
  throw new Error(
    'npm run test:phone -- [--runs <times> | --soak <minutes>m [--seed <number>] | <file>… [--grep <title>]]',
  );
}
