import { MODES } from './world.ts';

/** How much is asked for. */
export interface Options {
  /** On one mail server, over all modes; what is usual there unless told. */
  steps: number | undefined;
  seed: number;
  /** By its name; all of them unless told. */
  server: string | undefined;
}

const USUAL_STEPS: Record<string, number> = { 'Dovecot, maildir': 10_000 };
const STEPS_ELSEWHERE = 300;
const START_SECONDS = 60;
/** On a machine that has much else to do. */
const SECONDS_PER_STEP = 0.5;

/** A change is judged by what it changed, not by luck: CI plays this one, `npm run model` a new one each time. */
const SEED_OF_CI = 1_004_718_329;

export function optionsOf({ CI, MODEL_STEPS, MODEL_SEED, MODEL_SERVER }: NodeJS.ProcessEnv): Options {
  return {
    steps: MODEL_STEPS ? Number(MODEL_STEPS) : undefined,
    seed: Number(MODEL_SEED ?? (CI ? SEED_OF_CI : Math.floor(Math.random() * 2 ** 31))),
    server: MODEL_SERVER,
  };
}

/** In each mode, and how long that may take. */
export function amountOf(server: string, options: Options): { steps: number; seconds: number } {
  const steps = Math.ceil((options.steps ?? USUAL_STEPS[server] ?? STEPS_ELSEWHERE) / MODES.length);
  return { steps, seconds: START_SECONDS + steps * SECONDS_PER_STEP };
}

/** What was done, and how to do it again. */
export function told(
  {
    server,
    mode,
    steps,
    sequences,
    seconds,
  }: Record<'server' | 'mode' | 'seconds', string> & Record<'steps' | 'sequences', number>,
  tally: ReadonlyMap<string, number>,
  options: Options,
): string {
  const kinds = [...tally].sort().map(([what, times]) => `${times} ${what}`);
  const asked = options.steps === undefined ? '' : ` --steps ${options.steps}`;
  return [
    `model: ${steps} steps in ${sequences} sequences on ${server}, ${mode}, in ${seconds} s: ${kinds.join(', ')}`,
    `model: again with npm run model -- --server "${server}" --seed ${options.seed}${asked}`,
    '',
  ].join('\n');
}
