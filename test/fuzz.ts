import { Worker } from 'node:worker_threads';
import fc from 'fast-check';
import { test } from 'vitest';

const RUNS = Number(process.env.FUZZ_RUNS ?? 100_000);
const SEED = Number(process.env.FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));
const SECONDS_PER_INPUT = 10;
const SECONDS_PER_TEST = 600;

// Without it fast-check makes at most 10 elements, whatever `maxLength` says.
fc.configureGlobal({ defaultSizeToMaxWhenMaxSpecified: true });

/** A test that holds `property` against `FUZZ_RUNS` (100,000) inputs. The seed is printed; `FUZZ_SEED` replays it. */
export function fuzz<T>(name: string, arbitrary: fc.Arbitrary<T>, property: (input: T) => void): void {
  fuzzed(RUNS, name, arbitrary, property);
}

/** The same with a tenth of the inputs: for what reads numbers that we have made, and nothing as a stranger wrote it. */
export function fuzzOurs<T>(name: string, arbitrary: fc.Arbitrary<T>, property: (input: T) => void): void {
  fuzzed(Math.ceil(RUNS / 10), name, arbitrary, property);
}

function fuzzed<T>(runs: number, name: string, arbitrary: fc.Arbitrary<T>, property: (input: T) => void): void {
  const replay = `${name}: FUZZ_RUNS=${RUNS} FUZZ_SEED=${SEED}`;
  test(`${name}, ${runs} inputs`, { timeout: SECONDS_PER_TEST * 1000 }, async () => {
    process.stdout.write(`fuzz ${replay}\n`);
    await withWatchdog(replay, (alive) =>
      fc.assert(
        fc.property(arbitrary, (input) => {
          alive();
          property(input);
        }),
        { numRuns: runs, seed: SEED },
      ),
    );
  });
}

// Runs beside the test, because a test that hangs cannot time itself out.
const WATCHDOG = `
  const { workerData: { counter, replay, seconds } } = require('node:worker_threads');
  let seen = -1;
  setInterval(() => {
    const now = Atomics.load(counter, 0);
    if (now === seen) {
      require('node:fs').writeSync(2, 'fuzz hangs at input ' + now + ' of ' + replay + '\\n');
      process.kill(process.pid, 'SIGKILL');
    }
    seen = now;
  }, seconds * 1000);
`;

async function withWatchdog(replay: string, run: (alive: () => void) => void): Promise<void> {
  const counter = new Int32Array(new SharedArrayBuffer(4));
  const watchdog = new Worker(WATCHDOG, {
    eval: true,
    workerData: { counter, replay, seconds: SECONDS_PER_INPUT },
  });
  try {
    run(() => Atomics.add(counter, 0, 1));
  } finally {
    await watchdog.terminate();
  }
}
