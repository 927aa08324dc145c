import type { Line } from './noise-floor.ts';
import { FRAME_SECONDS } from './sound-meter.ts';

/** Frames from one up to another, which is not included. */
export interface Stretch {
  first: number;
  end: number;
}

const framesOf = (seconds: number) => Math.round(seconds / FRAME_SECONDS);

/** A pause between sentences is shorter. */
const LEAST_FRAMES = framesOf(0.6);
/** Of a silence this much stays, so that words end and sentences stay apart: the most of it behind the last word, which dies away. */
const KEPT_BEHIND_FRAMES = framesOf(0.14);
const KEPT_BEFORE_FRAMES = framesOf(0.08);
/** What is as short as this and alone is a click of the line. */
const CLICK_FRAMES = framesOf(0.04);
const ALONE_FRAMES = framesOf(0.3);

/** Where nobody speaks for longer than 0.6 s, without the 0.2 s of it that stay. */
export function silencesOf(levelsDb: Int8Array, lineAt: (frame: number) => Line): Stretch[] {
  return withoutClicks(quietRuns(levelsDb, lineAt))
    .filter(({ first, end }) => end - first >= LEAST_FRAMES)
    .map(({ first, end }) => ({ first: first + KEPT_BEHIND_FRAMES, end: end - KEPT_BEFORE_FRAMES }));
}

function quietRuns(levelsDb: Int8Array, lineAt: (frame: number) => Line): Stretch[] {
  const runs: Stretch[] = [];
  let first = 0;
  for (let frame = 0; frame <= levelsDb.length; frame++) {
    const isQuiet = frame < levelsDb.length && (levelsDb[frame] ?? 0) < lineAt(frame).thresholdDb;
    if (isQuiet) continue;
    if (frame > first) runs.push({ first, end: frame });
    first = frame + 1;
  }
  return runs;
}

function withoutClicks(runs: readonly Stretch[]): Stretch[] {
  const joined: Stretch[] = [];
  for (const run of runs) {
    const before = joined.at(-1);
    const isClick = before && run.first - before.end <= CLICK_FRAMES && isAlone(before) && isAlone(run);
    if (isClick) before.end = run.end;
    else joined.push({ ...run });
  }
  return joined;
}

const isAlone = ({ first, end }: Stretch) => end - first >= ALONE_FRAMES;
