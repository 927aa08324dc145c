/** Steps of a position: fine where messages are short, coarse where only long ones come. Never renumber: messages on servers bear them. */
const BANDS = [
  { untilSeconds: 30, everySeconds: 2 },
  { untilSeconds: 90, everySeconds: 4 },
  { untilSeconds: 240, everySeconds: 10 },
  { untilSeconds: 600, everySeconds: 30 },
  { untilSeconds: 960, everySeconds: 60 },
] as const;

/** What each step stands for, in seconds; step 0 is the start. */
const SECONDS: readonly number[] = BANDS.reduce<number[]>(
  (steps, { untilSeconds, everySeconds }) => {
    for (let at = (steps.at(-1) ?? 0) + everySeconds; at <= untilSeconds; at += everySeconds) steps.push(at);
    return steps;
  },
  [0],
);

/** The last step: it fits into six bits. */
export const LAST_STEP = SECONDS.length - 1;

/** The step at or before a position, so that nobody is taken past where they stopped. */
export function stepOf(positionSeconds: number): number {
  return Math.max(
    0,
    SECONDS.findLastIndex((seconds) => seconds <= positionSeconds),
  );
}

/** The position that a step stands for; the last one for a step that we never write. */
export function secondsOf(step: number): number {
  return SECONDS[Math.min(step, LAST_STEP)] ?? 0;
}
