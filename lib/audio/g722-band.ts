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
  scaleShift: number;
  firstScale: number;
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
  scaleShift: 8,
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
  scaleShift: 10,
  firstScale: 8,
};

/** Table ILB: the antilogarithm between two powers of two. */
const ANTILOGARITHM = Int16Array.from({ length: 32 }, (_, step) => Math.round(2048 * 2 ** (step / 32)));

const ZEROS = 6;

/** One band's code in each byte to samples of 15 bits, at 8000 Hz. One function with its state in locals is twice as fast. */
export function decodeBand(bytes: Uint8Array, band: Band): Int16Array {
  const { codeShift, codeMask, levels, coarseLevels, coarseShift, logSteps, largestLogScale, scaleShift } = band;
  const samples = new Int16Array(bytes.length);
  const zeros = new ZeroSection();
  let [prediction, zeroShare, scale, logScale] = [0, 0, band.firstScale, 0];
  let [pole1, pole2, partial1, partial2, doubled1, doubled2] = [0, 0, 0, 0, 0, 0];
  for (let at = 0; at < bytes.length; at++) {
    const code = ((bytes[at] ?? 0) >> codeShift) & codeMask;
    const coarseCode = code >> coarseShift;
    // INVQBL and LIMIT
    const sample = prediction + ((scale * (levels[code] ?? 0)) >> 15);
    samples[at] = Math.max(-16_384, Math.min(16_383, sample));
    // INVQAL, PARREC, RECONS and DELAYA
    const difference = (scale * (coarseLevels[coarseCode] ?? 0)) >> 15;
    const partial = saturate(difference + zeroShare);
    const [sign1, sign2] = [partial ^ partial1, partial ^ partial2];
    [partial1, partial2] = [partial, partial1];
    [doubled1, doubled2] = [saturate(2 * saturate(difference + prediction)), doubled1];
    // UPPOL2 and UPPOL1, whose limits keep the poles stable
    const pull = saturate(negatedIf(~sign1, saturate(4 * pole1))) >> 7;
    pole2 = limit(((pole2 * 32_512) >> 15) + pull + negatedIf(sign2, 128), 12_288);
    pole1 = limit(leak(pole1) + negatedIf(sign1, 192), 15_360 - pole2);
    // FILTEP and PREDIC
    zeroShare = zeros.adapt(difference);
    const poleShare = saturate(((pole1 * doubled1) >> 15) + ((pole2 * doubled2) >> 15));
    prediction = saturate(poleShare + zeroShare);
    // LOGSCL and SCALEL
    const stepped = ((logScale * 127) >> 7) + (logSteps[coarseCode] ?? 0);
    logScale = Math.max(0, Math.min(largestLogScale, stepped));
    const antilogarithm = ANTILOGARITHM[(logScale >> 6) & 31] ?? 0;
    scale = ((antilogarithm << (logScale >> 11)) >> scaleShift) << 2;
  }
  return samples;
}

/** The six zeros of the predictor. */
class ZeroSection {
  readonly #coefficients = new Int32Array(ZEROS);
  readonly #doubledDifferences = new Int32Array(ZEROS);

  /** UPZERO, DELAYA and FILTEZ: takes the newest difference and gives the zeros' share of the next prediction. */
  adapt(difference: number): number {
    const [coefficients, doubledDifferences] = [this.#coefficients, this.#doubledDifferences];
    const step = difference === 0 ? 0 : 128;
    let newer = saturate(2 * difference);
    let share = 0;
    for (let i = 0; i < ZEROS; i++) {
      const older = doubledDifferences[i] ?? 0;
      const coefficient = leak(coefficients[i] ?? 0) + negatedIf(difference ^ older, step);
      coefficients[i] = coefficient;
      doubledDifferences[i] = newer;
      share += (coefficient * newer) >> 15;
      newer = older;
    }
    return saturate(share);
  }
}

/** What is left of a coefficient after one sample. */
function leak(coefficient: number): number {
  return (coefficient * 32_640) >> 15;
}

/** Negates the value where `sign` is negative, without a branch: which way it goes no processor can foretell. */
function negatedIf(sign: number, value: number): number {
  const mask = sign >> 31;
  return (value ^ mask) - mask;
}

function limit(value: number, magnitude: number): number {
  return Math.max(0 - magnitude, Math.min(magnitude, value));
}
