/** What became of some tests. */
export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
  /** Why all of them were skipped, which is no failure then. */
  reason?: string;
}

/** One kind of test among all that `npm test` runs. */
export interface Step {
  name: string;
  run(): Promise<Counts>;
}

const NOTHING: Counts = { passed: 0, failed: 0, skipped: 0 };
const FAILED: Counts = { ...NOTHING, failed: 1 };

/** Runs every step, whatever becomes of those before it. The last line it prints is the sum. @returns an exit code */
export async function runSteps(steps: Step[]): Promise<number> {
  const outcomes: { name: string; line: string; counts: Counts }[] = [];
  for (const { name, run } of steps) {
    console.log(`\n=== ${name}`);
    const from = performance.now();
    const counts = atLeastOne(await run().catch(fail));
    const seconds = ((performance.now() - from) / 1000).toFixed(1);
    const line = `${name.padEnd(24)} ${text(counts)} in ${seconds} s`;
    console.log(line);
    outcomes.push({ name, line, counts });
  }
  const sum = outcomes.map(({ counts }) => counts).reduce(add, NOTHING);
  const skips = outcomes.filter(({ counts }) => counts.skipped > 0).map(skipLine);
  console.log(['', ...outcomes.map(({ line }) => line), ...skips, '', text({ ...sum, skipped: 0 })].join('\n'));
  return sum.failed > 0 ? 1 : 0;
}

function skipLine({ name, counts: { skipped, reason } }: { name: string; counts: Counts }): string {
  return `${skipped} skipped in ${name}${reason ? `: ${reason}` : ''}`;
}

function fail(error: unknown): Counts {
  console.error(error instanceof Error ? error.message : error);
  return FAILED;
}

/** A step that ran nothing has not passed. */
function atLeastOne(counts: Counts): Counts {
  if (counts.passed + counts.failed > 0 || counts.reason) return counts;
  console.error('No test was run');
  return { ...counts, failed: 1 };
}

function add(a: Counts, b: Counts): Counts {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

export function text({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
