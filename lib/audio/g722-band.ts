import * as fixedPoint from './fixed-point.ts';

const { saturate } = fixedPoint;

// The adaptive differential decoder of one band of G.722. Names in capitals are those of the Recommendation's §6.2.

interface Band {
  /** Where in each byte its code is. */
  codeShift: number;
  codeMask: number;
  /** Output levels of the inverse quantizer for every code. */
  levels: Int16Array;
  /** Those that steer the predictor: in the low band it must not depend on bits that a network may take away. */
  coarseLevels: Int16Array;
  coarseShift: number;
  /** How the logarithmic scale answers to each coarse code. */
  logSteps: Int16Array;
  largestLogScale: number;
  /** By the upper bits of the logarithmic scale, from 0 to the largest. */
  scales: Int32Array;
  firstScale: number;
}

const LOG_SCALE_SHIFT = 6;
const ANTILOGARITHMS = 32;

/** Table ILB, the antilogarithm between two powers of two, and what SCALEL or SCALEH makes of it. */
function scalesUpTo(largestLogScale: number, scaleShift: number): Int32Array {
  return Int32Array.from({ length: (largestLogScale >> LOG_SCALE_SHIFT) + 1 }, (_, logScale) => {
    const antilogarithm = Math.round(2048 * 2 ** ((logScale % ANTILOGARITHMS) / ANTILOGARITHMS));
    return ((antilogarithm << Math.floor(logScale / ANTILOGARITHMS)) >> scaleShift) << 2;
  });
}

/** Tables QM6 (as RIL), QM4 and WL, and the constants of LOGSCL and SCALEL. */
export const LOW_BAND: Band = {
  codeShift: 0,
  codeMask: 0b0011_1111,
  levels: Int16Array.from([
    -136, -136, -136, -136, -24_808, -21_904, -19_008, -16_704, -14_984, -13_512, -12_280, -11_192, -10_232, -9360,
    -8576, -7856, -7192, -6576, -6000, -5456, -4944, -4464, -4008, -3576, -3168, -2776, -2400, -2032, -1688, -1360,
    -1040, -728, 24_808, 21_904, 19_008, 16_704, 14_984, 13_512, 12_280, 11_192, 10_232, 9360, 8576, 7856, 7192, 6576,
    6000, 5456, 4944, 4464, 4008, 3576, 3168, 2776, 2400, 2032, 1688, 1360, 1040, 728, 432, 136, -432, -136,
  ]),
  coarseLevels: Int16Array.from([
    0, -20_456, -12_896, -8968, -6288, -4240, -2584, -1200, 20_456, 12_896, 8968, 6288, 4240, 2584, 1200, 0,
  ]),
  coarseShift: 2,
  logSteps: Int16Array.from([-60, 3042, 1198, 538, 334, 172, 58, -30, 3042, 1198, 538, 334, 172, 58, -30, -60]),
  largestLogScale: 18_432,
  scales: scalesUpTo(18_432, 8),
  firstScale: 32,
};

/** Tables QM2 and WH, and the constants of LOGSCH and SCALEH. */
export const HIGH_BAND: Band = {
  codeShift: 6,
  codeMask: 0b11,
  levels: Int16Array.from([-7408, -1616, 7408, 1616]),
  coarseLevels: Int16Array.from([-7408, -1616, 7408, 1616]),
  coarseShift: 0,
  logSteps: Int16Array.from([798, -214, 798, -214]),
  largestLogScale: 22_528,
  scales: scalesUpTo(22_528, 10),
  firstScale: 8,
};

const ZEROS = 6;

/** How many numbers a band remembers: ten of its own, then the coefficients of its zeros, and the differences they weigh. */
export const BAND_MEMORY = 10 + 2 * ZEROS;

/** What a band remembers before its first byte. */
export function blankMemory({ firstScale }: Band): Int32Array {
  const memory = new Int32Array(BAND_MEMORY);
  memory[2] = firstScale;
  return memory;
}

/**
 * One band's code in each byte to samples of 15 bits, at 8000 Hz. Goes on from `memory`, and leaves there what comes next needs.
 * One function with all its state in locals is more than twice as fast, and assigning them one by one half as fast again.
 */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: see above
export function decodeBand(bytes: Uint8Array, band: Band, memory: Int32Array): Int16Array {
  const { codeShift, codeMask, levels, coarseLevels, coarseShift, logSteps, largestLogScale, scales } = band;
  const samples = new Int16Array(bytes.length);
  let [prediction = 0, zeroShare = 0, scale = 0, logScale = 0, pole1 = 0, pole2 = 0, ...past] = memory;
  let [partial1 = 0, partial2 = 0, doubled1 = 0, doubled2 = 0] = past;
  let [c1 = 0, c2 = 0, c3 = 0, c4 = 0, c5 = 0, c6 = 0] = memory.subarray(10);
  let [d1 = 0, d2 = 0, d3 = 0, d4 = 0, d5 = 0, d6 = 0] = memory.subarray(16);
  for (let at = 0; at < bytes.length; at++) {
    const code = ((bytes[at] ?? 0) >> codeShift) & codeMask;
    const coarseCode = code >> coarseShift;
    // INVQBL and LIMIT
    const sample = prediction + (Math.imul(scale, levels[code] ?? 0) >> 15);
    samples[at] = Math.max(-16_384, Math.min(16_383, sample));
    // INVQAL, PARREC, RECONS and DELAYA
    const difference = Math.imul(scale, coarseLevels[coarseCode] ?? 0) >> 15;
    const partial = saturate(difference + zeroShare);
    const sign1 = partial ^ partial1;
    const sign2 = partial ^ partial2;
    partial2 = partial1;
    partial1 = partial;
    doubled2 = doubled1;
    doubled1 = saturate(2 * saturate(difference + prediction));
    // UPPOL2 and UPPOL1, whose limits keep the poles stable
    const pull = saturate(negatedIf(~sign1, saturate(4 * pole1))) >> 7;
    pole2 = limit((Math.imul(pole2, 32_512) >> 15) + pull + negatedIf(sign2, 128), 12_288);
    pole1 = limit(leak(pole1) + negatedIf(sign1, 192), 15_360 - pole2);
    // UPZERO, DELAYA and FILTEZ: by 128, or 0 for a difference of 0
    const step = ((difference | -difference) >> 31) & 128;
    c1 = leak(c1) + negatedIf(difference ^ d1, step);
    c2 = leak(c2) + negatedIf(difference ^ d2, step);
    c3 = leak(c3) + negatedIf(difference ^ d3, step);
    c4 = leak(c4) + negatedIf(difference ^ d4, step);
    c5 = leak(c5) + negatedIf(difference ^ d5, step);
    c6 = leak(c6) + negatedIf(difference ^ d6, step);
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
    const stepped = (Math.imul(logScale, 127) >> 7) + (logSteps[coarseCode] ?? 0);
    logScale = Math.max(0, Math.min(largestLogScale, stepped));
    scale = scales[logScale >> LOG_SCALE_SHIFT] ?? 0;
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
  return samples;
}

/** What is left of a coefficient after one sample. */
function leak(coefficient: number): number {
  return Math.imul(coefficient, 32_640) >> 15;
}

/** Negates the value where `sign` is negative, without a branch: which way it goes no processor can foretell. */
function negatedIf(sign: number, value: number): number {
  const mask = sign >> 31;
  return (value ^ mask) - mask;
}

function limit(value: number, magnitude: number): number {
  return Math.max(0 - magnitude, Math.min(magnitude, value));
}
