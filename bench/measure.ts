/** Runs something once and says how many milliseconds it took; what it needs beforehand it does on its own time. */
export type Contender = (round: number) => Promise<number>;

export async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

/** One after the other in the same round, as a page needs both. */
export function inSequence(...contenders: Contender[]): Contender {
  return async (round) => {
    let milliseconds = 0;
    for (const contender of contenders) milliseconds += await contender(round);
    return milliseconds;
  };
}

/**
 * Times everyone in turn, round after round (A B C A B C …), so that whatever disturbs the machine disturbs all alike.
 * @returns the milliseconds of each contender, without the rounds of warming up
 */
export async function interleave(
  contenders: Contender[],
  { warmUps, repeats }: { warmUps: number; repeats: number },
): Promise<number[][]> {
  const times: number[][] = contenders.map(() => []);
  for (let round = 0; round < warmUps + repeats; round += 1) {
    for (const [i, contender] of contenders.entries()) {
      const milliseconds = await contender(round);
      if (round >= warmUps) times[i]?.push(milliseconds);
    }
  }
  return times;
}
