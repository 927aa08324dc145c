import type { Line } from './noise-floor.ts';
import type { Stretch } from './silences.ts';
import { FRAME_SECONDS, type Loudness } from './sound-meter.ts';

/** From one such place to the next the gain goes in a straight line of decibels. */
export interface GainPoint {
  atSeconds: number;
  gainDb: number;
}

/** As loud as speech gets everywhere: with its loudest sounds still below full scale. */
const TARGET_DB = -20;
const MOST_GAIN_DB = 18;
const MOST_LOSS_DB = 12;
/** No sample becomes louder than this, so that nothing is cut off. */
const CEILING_DB = -1;
/** The noise of the line is not made louder than this. */
const NOISE_CEILING_DB = -45;
/** What is this much below the loudest of a piece is no part of its words. */
const PAUSE_DB = 15;
/** So much at a time has one gain: longer than a word, shorter than somebody takes to go away from the phone. */
const PIECE_FRAMES = Math.round(1.5 / FRAME_SECONDS);
/** How long it takes from speech to silence. */
const FADE_FRAMES = 5;

/** Gains that bring all speech to one level; in silences there is none, so that noise does not come and go. */
export function gainsOf(
  loudness: Loudness,
  silences: readonly Stretch[],
  lineAt: (frame: number) => Line,
): GainPoint[] {
  const end = { first: loudness.levelsDb.length, end: loudness.levelsDb.length };
  const points: [frame: number, gainDb: number][] = [];
  let from = 0;
  for (const silence of [...silences, end]) {
    const pieces = piecesOf({ first: from, end: silence.first });
    const gains = smooth(pieces.map((piece) => gainOf(loudness, piece, lineAt)));
    for (const [at, { first, end: pieceEnd }] of pieces.entries())
      points.push([(first + pieceEnd) / 2, gains[at] ?? 0]);
    if (pieces.length > 0) points.push([silence.first, gains.at(-1) ?? 0]);
    if (silence.end > silence.first) points.push(...fadesOf(silence));
    from = silence.end;
  }
  return points.map(([frame, gainDb]) => ({
    atSeconds: rounded(frame * FRAME_SECONDS, 100),
    gainDb: rounded(gainDb, 10),
  }));
}

/** Down to no gain and up again, the places in order also where a silence is shorter than both. */
function fadesOf({ first, end }: Stretch): [number, number][] {
  const fade = Math.min(FADE_FRAMES, (end - first) / 4);
  return [
    [first + fade, 0],
    [end - fade, 0],
  ];
}

function piecesOf({ first, end }: Stretch): Stretch[] {
  const count = Math.ceil((end - first) / PIECE_FRAMES);
  const length = (end - first) / count;
  return Array.from({ length: count }, (_, piece) => ({
    first: Math.round(first + piece * length),
    end: Math.round(first + (piece + 1) * length),
  }));
}

function gainOf({ levelsDb, peaksDb }: Loudness, { first, end }: Stretch, lineAt: (frame: number) => Line): number {
  const levels = levelsDb.subarray(first, end);
  const { thresholdDb, floorDb } = lineAt((first + end) >> 1);
  const loudest = levels.reduce((most, level) => Math.max(most, level), Number.NEGATIVE_INFINITY);
  const spoken = levels.filter((level) => level >= Math.max(thresholdDb, loudest - PAUSE_DB));
  if (spoken.length === 0) return 0;
  const meanPower = spoken.reduce((total, level) => total + 10 ** (level / 10), 0) / spoken.length;
  const wanted = TARGET_DB - 10 * Math.log10(meanPower);
  const peak = peaksDb.subarray(first, end).reduce((most, level) => Math.max(most, level), Number.NEGATIVE_INFINITY);
  const most = Math.min(MOST_GAIN_DB, CEILING_DB - peak, Math.max(0, NOISE_CEILING_DB - floorDb));
  return Math.max(-MOST_LOSS_DB, Math.min(most, wanted));
}

/** A neighbour may turn a piece down but not up: its own gain is the most that it can bear. */
function smooth(gains: readonly number[]): number[] {
  return gains.map((gain, at) => {
    const [before, behind] = [gains[at - 1] ?? gain, gains[at + 1] ?? gain];
    return Math.min(gain, (before + 2 * gain + behind) / 4);
  });
}

const rounded = (value: number, parts: number) => Math.round(value * parts) / parts;
