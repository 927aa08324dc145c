import * as fixedPoint from './fixed-point.ts';
import { LAG_GAINS, LongTermSynthesis } from './gsm-excitation.ts';
import { largestOf, norm } from './gsm-prediction.ts';
import { codePulses } from './gsm-pulses.ts';

const { saturate } = fixedPoint;

const SUBFRAME_SAMPLES = 40;
const SHORTEST_LAG = 40;
const LONGEST_LAG = 120;
const PARAMETERS_OF_SUBFRAME = 17;
const ROUNDING = 16_384;

/** Table 4.3a: up to which ratio of two powers which gain is meant. */
const GAIN_LIMITS = [6554, 16_384, 26_214];
const LARGEST_GAIN = 3;

/** GSM 06.10 §4.2.11 to §4.2.18: what of the residual the past foretells, and the pulses for the rest. */
export class LongTermAnalysis {
  /** Hears what the other side will hear, as the past that it has too. */
  readonly #heard = new LongTermSynthesis();
  readonly #wanted = new Int16Array(SUBFRAME_SAMPLES);
  readonly #rest = new Int16Array(SUBFRAME_SAMPLES);

  /** Writes four times lag, gain, grid, block maximum and 13 pulse codes. */
  analyse(residual: Int16Array, parameters: Uint8Array, firstParameter: number): void {
    this.#heard.begin();
    for (let subframe = 0; subframe < 4; subframe++) {
      const parameter = firstParameter + subframe * PARAMETERS_OF_SUBFRAME;
      const start = LongTermSynthesis.START + subframe * SUBFRAME_SAMPLES;
      this.#wanted.set(residual.subarray(subframe * SUBFRAME_SAMPLES, (subframe + 1) * SUBFRAME_SAMPLES));
      const lag = this.#predict(start, parameters, parameter);
      const gain = LAG_GAINS[parameters[parameter + 1] ?? 0] ?? 0;
      for (let k = 0; k < SUBFRAME_SAMPLES; k++) {
        const foretold = (Math.imul(gain, this.#heard.residual[start + k - lag] ?? 0) + ROUNDING) >> 15;
        this.#rest[k] = saturate((this.#wanted[k] ?? 0) - foretold);
      }
      codePulses(this.#rest, parameters, parameter + 2);
      this.#heard.hear(parameters, parameter, start);
    }
  }

  /** §4.2.11: the lag at which the past is most like the present, and how much of it. */
  #predict(start: number, parameters: Uint8Array, parameter: number): number {
    const scale = Math.max(0, 6 - norm(largestOf(this.#wanted) << 16));
    for (let k = 0; k < SUBFRAME_SAMPLES; k++) this.#rest[k] = (this.#wanted[k] ?? 0) >> scale;
    const { lag, likeness } = this.#mostAlike(start);
    const alike = (likeness * 2) >> (6 - scale);
    parameters[parameter] = lag;
    parameters[parameter + 1] = gainCode(alike, this.#power(start - lag));
    return lag;
  }

  #mostAlike(start: number): { lag: number; likeness: number } {
    const [heard, wanted] = [this.#heard.residual, this.#rest];
    let lag = SHORTEST_LAG;
    let likeness = 0;
    for (let candidate = SHORTEST_LAG; candidate <= LONGEST_LAG; candidate++) {
      const from = start - candidate;
      let sum = 0;
      for (let k = 0; k < SUBFRAME_SAMPLES; k++) sum += Math.imul(wanted[k] ?? 0, heard[from + k] ?? 0);
      if (sum <= likeness) continue;
      lag = candidate;
      likeness = sum;
    }
    return { lag, likeness };
  }

  #power(from: number): number {
    let sum = 0;
    for (let k = from; k < from + SUBFRAME_SAMPLES; k++) {
      const eighth = (this.#heard.residual[k] ?? 0) >> 3;
      sum += Math.imul(eighth, eighth);
    }
    return sum * 2;
  }
}

function gainCode(alike: number, power: number): number {
  if (alike <= 0) return 0;
  if (alike >= power) return LARGEST_GAIN;
  const shift = norm(power);
  const [r, s] = [(alike << shift) >> 16, (power << shift) >> 16];
  const code = GAIN_LIMITS.findIndex((limit) => r <= Math.imul(s, limit) >> 15);
  return code < 0 ? LARGEST_GAIN : code;
}
