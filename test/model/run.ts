import fc from 'fast-check';
import { end, type Rules, turns } from './play.ts';
import type { World } from './world.ts';

/** How much is done, from which seed, and how long a failure may be made shorter. */
export interface Amount {
  steps: number;
  seed: number;
  shrinkSeconds?: number;
}

/** What was done. */
export interface Outcome {
  steps: number;
  sequences: number;
  /** What did not hold, with the shortest sequence found; `null` when all held. */
  failure: string | null;
}

/** Plays random sequences until enough steps were done, or something does not hold. */
export async function play(
  setUp: () => Promise<World>,
  { steps, seed, shrinkSeconds = 20 }: Amount,
  rules: Rules = {},
): Promise<Outcome> {
  const outcome: Outcome = { steps: 0, sequences: 0, failure: null };
  let giveUpAt = Number.POSITIVE_INFINITY;
  const property = fc.asyncProperty(turns(rules), async (commands) => {
    // To a shrinker that has no more time everything that is left holds.
    if (outcome.steps >= steps || performance.now() > giveUpAt) return;
    const world = await setUp();
    outcome.sequences += 1;
    try {
      await fc.asyncModelRun(() => ({ model: world, real: world }), commands);
      await end(world, rules);
    } catch (error) {
      giveUpAt = Math.min(giveUpAt, performance.now() + shrinkSeconds * 1000);
      throw error;
    } finally {
      await world.call?.phone.hangUp();
      if (giveUpAt === Number.POSITIVE_INFINITY) outcome.steps += world.steps;
    }
  });
  const details = await fc.check(property, { seed, numRuns: steps });
  const { failed, errorInstance, numShrinks } = details;
  const complaint = errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
  outcome.failure = failed ? `${complaint}\n  (made shorter ${numShrinks} times)` : null;
  return outcome;
}
