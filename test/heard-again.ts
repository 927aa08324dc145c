const RATE_HZ = 8000;
/** So much is looked for at a time. */
const BLOCK_SAMPLES = 0.1 * RATE_HZ;
/** What is quieter says nothing. */
const LEAST_RMS = 200;
/** So far from where it was expected a block may be, for a player that waited; and where it is not found, for an ear that missed a second. */
const NEAR_SAMPLES = 0.3 * RATE_HZ;
const FAR_SAMPLES = 1.5 * RATE_HZ;
const SAME = 0.9;

/** A tenth of a second of what was to be heard, and where it was heard best. */
export interface Found {
  atSeconds: number;
  heardAtSeconds: number;
  /** 1: the very same, but for how loud it is. */
  correlation: number;
  /** How much louder it was heard. */
  gainDb: number;
}

/**
 * Looks for a sound in what was heard, both at 8000 Hz, a tenth of a second at a time, so that it does not matter when a player
 * begins and where it waits.
 */
export function heardAgain(expected: Int16Array, heard: Int16Array): Found[] {
  const found: Found[] = [];
  let late = whereItBegins(expected, heard);
  for (let at = 0; at + BLOCK_SAMPLES <= expected.length; at += BLOCK_SAMPLES) {
    const block = expected.subarray(at, at + BLOCK_SAMPLES);
    if (rms(block) < LEAST_RMS) continue;
    const near = bestPlace(block, heard, at + late, NEAR_SAMPLES);
    const { place, correlation } = near.correlation > SAME ? near : bestPlace(block, heard, at + late, FAR_SAMPLES);
    const gainDb = 20 * Math.log10(rms(heard.subarray(place, place + BLOCK_SAMPLES)) / rms(block));
    found.push({ atSeconds: at / RATE_HZ, heardAtSeconds: place / RATE_HZ, correlation, gainDb });
    if (correlation > SAME) late = place - at;
  }
  return found;
}

function whereItBegins(expected: Int16Array, heard: Int16Array): number {
  const first = expected.findIndex((sample) => Math.abs(sample) > 4 * LEAST_RMS);
  const block = expected.subarray(first, first + 4 * BLOCK_SAMPLES);
  return bestPlace(block, heard, 0, heard.length).place - first;
}

function bestPlace(block: Int16Array, heard: Int16Array, around: number, within: number) {
  let best = { place: Math.max(0, Math.round(around - within)), correlation: 0 };
  const end = Math.min(around + within, heard.length - block.length);
  for (let place = best.place; place < end; place++) {
    const correlation = correlationAt(block, heard, place);
    if (correlation > best.correlation) best = { place, correlation };
  }
  return best;
}

function correlationAt(block: Int16Array, heard: Int16Array, place: number): number {
  let [product, squaresA, squaresB] = [0, 0, 0];
  for (let at = 0; at < block.length; at++) {
    const [a, b] = [block[at] ?? 0, heard[place + at] ?? 0];
    product += a * b;
    squaresA += a * a;
    squaresB += b * b;
  }
  return squaresA * squaresB === 0 ? 0 : product / Math.sqrt(squaresA * squaresB);
}

function rms(samples: Int16Array): number {
  return Math.sqrt(samples.reduce((total, sample) => total + sample ** 2, 0) / samples.length);
}
