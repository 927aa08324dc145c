import * as fixedPoint from './fixed-point.ts';
import { exponentAndMantissa } from './gsm-excitation.ts';
import { largestOf } from './gsm-prediction.ts';

const { saturate } = fixedPoint;

const SUBFRAME_SAMPLES = 40;
const GRIDS = 4;
const PULSES = 13;
const PULSE_SPACING = 3;

/** Table 4.4: the weighting filter. */
const WEIGHTS = Int16Array.from([-134, -374, 0, 2054, 5741, 8192, 5741, 2054, 0, -374, -134]);
const HALF_WEIGHTS = WEIGHTS.length >> 1;
const ROUNDING = 4096;

/** Table 4.5: what a mantissa is divided by. */
const INVERSE_MANTISSAS = [29_128, 26_215, 23_832, 21_846, 20_165, 18_725, 17_476, 16_384];

/** GSM 06.10 §4.2.13 to §4.2.15: grid, block maximum and 13 pulse codes for 40 samples. */
export function codePulses(rest: Int16Array, parameters: Uint8Array, firstParameter: number): void {
  const weighted = weigh(rest);
  const grid = strongestGrid(weighted);
  const pulses = new Int16Array(PULSES);
  for (let i = 0; i < PULSES; i++) pulses[i] = weighted[grid + PULSE_SPACING * i] ?? 0;
  const maximum = codedMaximum(largestOf(pulses));
  parameters[firstParameter] = grid;
  parameters[firstParameter + 1] = maximum;
  const { exponent, mantissa } = exponentAndMantissa(maximum);
  const inverse = INVERSE_MANTISSAS[mantissa] ?? 0;
  for (let i = 0; i < PULSES; i++) {
    const normalized = ((pulses[i] ?? 0) << (6 - exponent + 16)) >> 16;
    parameters[firstParameter + 2 + i] = (Math.imul(normalized, inverse) >> 27) + 4;
  }
}

/** §4.2.13; before and after the 40 samples all is silent. No sum leaves 32 bits. */
function weigh(rest: Int16Array): Int16Array {
  const padded = new Int16Array(SUBFRAME_SAMPLES + 2 * HALF_WEIGHTS);
  padded.set(rest, HALF_WEIGHTS);
  const weighted = new Int16Array(SUBFRAME_SAMPLES);
  for (let k = 0; k < SUBFRAME_SAMPLES; k++) {
    let sum = ROUNDING;
    for (let i = 0; i < WEIGHTS.length; i++) sum += Math.imul(WEIGHTS[i] ?? 0, padded[k + i] ?? 0);
    weighted[k] = saturate(sum >> 13);
  }
  return weighted;
}

/** §4.2.14: every third sample, from where they are loudest together. */
function strongestGrid(weighted: Int16Array): number {
  let [grid, strongest] = [0, 0];
  for (let candidate = 0; candidate < GRIDS; candidate++) {
    let power = 0;
    for (let i = 0; i < PULSES; i++) {
      const quarter = (weighted[candidate + PULSE_SPACING * i] ?? 0) >> 2;
      power += quarter * quarter;
    }
    if (power > strongest) [grid, strongest] = [candidate, power];
  }
  return grid;
}

/** §4.2.15: a small floating point number, three bits of mantissa behind three of exponent. */
function codedMaximum(maximum: number): number {
  let exponent = 0;
  for (let rest = maximum >> 9; rest > 0 && exponent < 6; rest >>= 1) exponent++;
  return Math.min(32_767, (maximum >> (exponent + 5)) + (exponent << 3));
}
