import { FRAME_SECONDS, QUIETEST_DB } from './sound-meter.ts';

const STEP_FRAMES = Math.round(0.5 / FRAME_SECONDS);
/** Some pause between words is in any ten seconds of speech. */
const AROUND_FRAMES = Math.round(5 / FRAME_SECONDS);
/** The quietest tenth of the frames around are the noise of the line. */
const NOISE_SHARE = 0.1;
/** 0.3 s are as loud as that: more than a click, and less than a word. */
const LOUD_FRAMES = Math.round(0.3 / FRAME_SECONDS);

/** Noise goes up and down by so much. */
const ABOVE_NOISE_DB = 8;
/** On a line without noise, what is below this is not heard, nor what is so far below the loudest: the weakest consonants are 35 dB. */
const INAUDIBLE_DB = -60;
const FAR_BELOW_LOUD_DB = 40;
/** Words are cut by nobody: what comes so near to the loudest is never taken for noise, however steady it is. */
const BELOW_LOUD_DB = 20;

/** What is below `thresholdDb` is no speech; `floorDb` is the noise of the line there. */
export interface Line {
  thresholdDb: number;
  floorDb: number;
}

/** The line around each frame, which may change during a call: an adaptive noise floor. */
export function lineAround(levelsDb: Int8Array): (frame: number) => Line {
  const loudDb = loudLevelDb(levelsDb);
  const lines: Line[] = [];
  for (let first = 0; first < levelsDb.length; first += STEP_FRAMES) {
    const around = levelsDb.subarray(Math.max(0, first - AROUND_FRAMES), first + STEP_FRAMES + AROUND_FRAMES);
    lines.push(lineOf(levelAt(around, NOISE_SHARE * around.length), loudDb));
  }
  return (frame) => lines[Math.floor(frame / STEP_FRAMES)] ?? lineOf(QUIETEST_DB, loudDb);
}

/** How loud the loudest is, but for clicks. */
function loudLevelDb(levelsDb: Int8Array): number {
  return levelAt(levelsDb, levelsDb.length - Math.min(LOUD_FRAMES, levelsDb.length / 10));
}

function lineOf(floorDb: number, loudDb: number): Line {
  // Nothing anywhere that could be heard: all of it is silence.
  if (loudDb < INAUDIBLE_DB) return { thresholdDb: 0, floorDb };
  const thresholdDb = Math.max(floorDb + ABOVE_NOISE_DB, INAUDIBLE_DB, loudDb - FAR_BELOW_LOUD_DB);
  return { thresholdDb: Math.min(thresholdDb, loudDb - BELOW_LOUD_DB), floorDb };
}

/** The level that so many of the frames are below. */
function levelAt(levelsDb: Int8Array, count: number): number {
  const counts = new Uint32Array(1 - QUIETEST_DB);
  for (const level of levelsDb) counts[level - QUIETEST_DB] = (counts[level - QUIETEST_DB] ?? 0) + 1;
  let below = 0;
  for (let bin = 0; bin < counts.length; bin++) {
    below += counts[bin] ?? 0;
    if (below > count) return bin + QUIETEST_DB;
  }
  return QUIETEST_DB;
}
