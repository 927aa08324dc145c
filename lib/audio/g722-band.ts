import * as fixedPoint from './fixed-point.ts';

const { saturate } = fixedPoint;

// The adaptive differential decoder of one band of G.722. Names in capitals are those of the Recommendation's §6.2.

interface Band {
  /** Where in each byte its code is. */
  codeShift: number;
  codeMask: number;
  largestLogScale: number;
  firstScale: number;
  /**
   * For every code four numbers: the output level of the inverse quantizer, that which steers the predictor (in the low band
   * it must not depend on bits that a network may take away), and how the logarithmic scale answers. Then the scales, by the
   * upper bits of the logarithmic scale. One table, as every further one costs its own checks for each sample.
   */
  table: Int16Array;
}

/** As the Recommendation lists them; what is coarse has a row for `1 << coarseShift` codes. */
interface BandTables extends Omit<Band, 'table'> {
  levels: number[];
  coarseLevels: number[];
  coarseShift: number;
  logSteps: number[];
  scaleShift: number;
}

const ROW_SHIFT = 2;
const LOG_SCALE_SHIFT = 6;
const ANTILOGARITHMS = 32;

/** Table ILB, the antilogarithm between two powers of two, and what SCALEL or SCALEH makes of it. */
function scalesUpTo(largestLogScale: number, scaleShift: number): number[] {
  return Array.from({ length: (largestLogScale >> LOG_SCALE_SHIFT) + 1 }, (_, logScale) => {
    const antilogarithm = Math.round(2048 * 2 ** ((logScale % ANTILOGARITHMS) / ANTILOGARITHMS));
    return ((antilogarithm << Math.floor(logScale / ANTILOGARITHMS)) >> scaleShift) << 2;
  });
}

function bandOf({ levels, coarseLevels, coarseShift, logSteps, scaleShift, ...band }: BandTables): Band {
  const rows = levels.flatMap((level, code) => {
    const coarseCode = code >> coarseShift;
    return [level, coarseLevels[coarseCode] ?? 0, logSteps[coarseCode] ?? 0, 0];
  });
  return { ...band, table: Int16Array.from([...rows, ...scalesUpTo(band.largestLogScale, scaleShift)]) };
}

/** Tables QM6 (as RIL), QM4 and WL, and the constants of LOGSCL and SCALEL. */
export const LOW_BAND = bandOf({
  codeShift: 0,
  codeMask: 0b0011_1111,
  levels: [
    -136, -136, -136, -136, -24_808, -21_904, -19_008, -16_704, -14_984, -13_512, -12_280, -11_192, -10_232, -9360,
    -8576, -7856, -7192, -6576, -6000, -5456, -4944, -4464, -4008, -3576, -3168, -2776, -2400, -2032, -1688, -1360,
    -1040, -728, 24_808, 21_904, 19_008, 16_704, 14_984, 13_512, 12_280, 11_192, 10_232, 9360, 8576, 7856, 7192, 6576,
    6000, 5456, 4944, 4464, 4008, 3576, 3168, 2776, 2400, 2032, 1688, 1360, 1040, 728, 432, 136, -432, -136,
  ],
  coarseLevels: [
    0, -20_456, -12_896, -8968, -6288, -4240, -2584, -1200, 20_456, 12_896, 8968, 6288, 4240, 2584, 1200, 0,
  ],
  coarseShift: 2,
  logSteps: [-60, 3042, 1198, 538, 334, 172, 58, -30, 3042, 1198, 538, 334, 172, 58, -30, -60],
  largestLogScale: 18_432,
  scaleShift: 8,
  firstScale: 32,
});

/** Tables QM2 and WH, and the constants of LOGSCH and SCALEH. */
export const HIGH_BAND = bandOf({
  codeShift: 6,
  codeMask: 0b11,
  levels: [-7408, -1616, 7408, 1616],
  coarseLevels: [-7408, -1616, 7408, 1616],
  coarseShift: 0,
  logSteps: [798, -214, 798, -214],
  largestLogScale: 22_528,
  scaleShift: 10,
  firstScale: 8,
});

const ZEROS = 6;

/** How many numbers a band remembers: ten of its own, then the coefficients of its zeros, and the differences they weigh. */
export const BAND_MEMORY = 10 + 2 * ZEROS;

/** What a band remembers before its first byte. */
export function blankMemory({ firstScale }: Band): Int16Array {
  const memory = new Int16Array(BAND_MEMORY);
  memory[2] = firstScale;
  return memory;
}

/**
 * One band's code in each byte to samples of 15 bits, at 8000 Hz, at the beginning of `samples`. Goes on from `memory`, and
 * leaves there what comes next needs. One function with all its state in locals is more than twice as fast, and assigning
 * them one by one half as fast again. Numbers of 16 bits in memory and table tell V8 that no sum can overflow.
 */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: see above
// biome-ignore lint/complexity/noExcessiveCognitiveComplexity: 22 times a number where the type has none
export function decodeBand(bytes: Uint8Array, band: Band, memory: Int16Array, samples: Int16Array): void {
  const { codeShift, codeMask, largestLogScale, table } = band;
  const scalesAt = (codeMask + 1) << ROW_SHIFT;
  let prediction = memory[0] ?? 0;
  let zeroShare = memory[1] ?? 0;
  let scale = memory[2] ?? 0;
  let logScale = memory[3] ?? 0;
  let pole1 = memory[4] ?? 0;
  let pole2 = memory[5] ?? 0;
  let partial1 = memory[6] ?? 0;
  let partial2 = memory[7] ?? 0;
  let doubled1 = memory[8] ?? 0;
  let doubled2 = memory[9] ?? 0;
  let c1 = memory[10] ?? 0;
  let c2 = memory[11] ?? 0;
  let c3 = memory[12] ?? 0;
  let c4 = memory[13] ?? 0;
  let c5 = memory[14] ?? 0;
  let c6 = memory[15] ?? 0;
  let d1 = memory[16] ?? 0;
  let d2 = memory[17] ?? 0;
  let d3 = memory[18] ?? 0;
  let d4 = memory[19] ?? 0;
  let d5 = memory[20] ?? 0;
  let d6 = memory[21] ?? 0;
  for (let at = 0; at < bytes.length; at++) {
    const row = (((bytes[at] ?? 0) >> codeShift) & codeMask) << ROW_SHIFT;
    // INVQBL and LIMIT
    const sample = prediction + (Math.imul(scale, table[row] ?? 0) >> 15);
    samples[at] = between(-16_384, sample, 16_383);
    // INVQAL, PARREC, RECONS and DELAYA
    const difference = Math.imul(scale, table[row + 1] ?? 0) >> 15;
    const partial = saturate(difference + zeroShare);
    const sign1 = partial ^ partial1;
    const sign2 = partial ^ partial2;
    partial2 = partial1;
    partial1 = partial;
    doubled2 = doubled1;
    doubled1 = saturate(2 * (difference + prediction));
    // UPPOL2 and UPPOL1, whose limits keep the poles stable; one of 4 * pole1 by itself would change nothing after the shift
    const pull = saturate(negatedIf(~sign1, 4 * pole1)) >> 7;
    pole2 = between(-12_288, (Math.imul(pole2, 32_512) >> 15) + pull + negatedIf(sign2, 128), 12_288);
    pole1 = between(pole2 - 15_360, ((255 * pole1) >> 8) + negatedIf(sign1, 192), 15_360 - pole2);
    // UPZERO, DELAYA and FILTEZ: each loses a 256th and moves by 128, not at all for a difference of 0; both times 256
    const step = ((difference | -difference) >> 31) & 32_768;
    c1 = (255 * c1 + negatedIf(difference ^ d1, step)) >> 8;
    c2 = (255 * c2 + negatedIf(difference ^ d2, step)) >> 8;
    c3 = (255 * c3 + negatedIf(difference ^ d3, step)) >> 8;
    c4 = (255 * c4 + negatedIf(difference ^ d4, step)) >> 8;
    c5 = (255 * c5 + negatedIf(difference ^ d5, step)) >> 8;
    c6 = (255 * c6 + negatedIf(difference ^ d6, step)) >> 8;
    d6 = d5;
    d5 = d4;
    d4 = d3;
    d3 = d2;
    d2 = d1;
    d1 = saturate(2 * difference);
    const newer = (Math.imul(c1, d1) >> 15) + (Math.imul(c2, d2) >> 15) + (Math.imul(c3, d3) >> 15);
    zeroShare = saturate(newer + (Math.imul(c4, d4) >> 15) + (Math.imul(c5, d5) >> 15) + (Math.imul(c6, d6) >> 15));
    // FILTEP and PREDIC
    const poleShare = saturate((Math.imul(pole1, doubled1) >> 15) + (Math.imul(pole2, doubled2) >> 15));
    prediction = saturate(poleShare + zeroShare);
    // LOGSCL and SCALEL
    const stepped = (Math.imul(logScale, 127) >> 7) + (table[row + 2] ?? 0);
    logScale = between(0, stepped, largestLogScale);
    scale = table[scalesAt + (logScale >> LOG_SCALE_SHIFT)] ?? 0;
  }
  memory.set([
    prediction,
    zeroShare,
    scale,
    logScale,
    pole1,
    pole2,
    partial1,
    partial2,
    doubled1,
    doubled2,
    c1,
    c2,
    c3,
    c4,
    c5,
    c6,
    d1,
    d2,
    d3,
    d4,
    d5,
    d6,
  ]);
}

// Constants, because a call to what could be assigned anew is checked each time.

/**
 * Negates the value where `sign` is negative, without a branch: which way it goes no processor can foretell. Of all ways
 * to write it this lets V8 see how large the result can be, so that it need not look for overflow.
 */
const negatedIf = (sign: number, value: number): number => value - ((2 * value) & (sign >> 31));

/** Limits by branches, as `saturate` does: `Math.min` and `Math.max` of two numbers cost more. */
const between = (least: number, value: number, most: number): number => {
  if (value > most) return most;
  if (value < least) return least;
  return value;
};
