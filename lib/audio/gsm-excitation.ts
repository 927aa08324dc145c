import * as fixedPoint from './fixed-point.ts';

const { multiplyRounded, saturate } = fixedPoint;

const SUBFRAME_SAMPLES = 40;
const HISTORY_SAMPLES = 120;
const SHORTEST_LAG = 40;
const LONGEST_LAG = 120;
const PULSES = 13;
const PULSE_SPACING = 3;
const ROUNDING = 16_384;

/** Table 4.3b: quantized gains of the long term predictor. */
export const LAG_GAINS = Int16Array.from([3277, 11_469, 21_299, 32_767]);

/** Table 4.6: normalized direct mantissas. */
const MANTISSAS = [18_431, 20_479, 22_527, 24_575, 26_623, 28_671, 30_719, 32_767];

const PULSE_CODES = 8;
const BLOCK_MAXIMA = 64;

/** Every pulse there can be, by block maximum and code. */
const PULSE_AMPLITUDES = Int16Array.from({ length: BLOCK_MAXIMA * PULSE_CODES }, (_, index) =>
  pulseAmplitude(Math.floor(index / PULSE_CODES), index % PULSE_CODES),
);

/** GSM 06.10 §4.3.1 and §4.3.2: from the coded pulses and the past to the residual of the short term filter. */
export class LongTermSynthesis {
  static readonly MEMORY = HISTORY_SAMPLES + 1;

  /** The reconstructed residual: 120 samples of the past, then the 160 of this frame. */
  readonly residual = new Int16Array(HISTORY_SAMPLES + 4 * SUBFRAME_SAMPLES);
  #lag = SHORTEST_LAG;

  /** Where this frame begins in `residual`. */
  static readonly START = HISTORY_SAMPLES;

  /** Four times lag, gain, grid, block maximum and 13 pulse codes from `parameter` on. */
  synthesize(parameters: Uint8Array, firstParameter: number): void {
    this.begin();
    let parameter = firstParameter;
    for (let start = HISTORY_SAMPLES; start < this.residual.length; start += SUBFRAME_SAMPLES) {
      this.hear(parameters, parameter, start);
      parameter += 4 + PULSES;
    }
  }

  /** What was the present is the past. */
  begin(): void {
    this.residual.copyWithin(0, 4 * SUBFRAME_SAMPLES);
  }

  /** One subframe, whose 40 samples begin at `start` of `residual`. */
  hear(parameters: Uint8Array, parameter: number, start: number): void {
    const lag = parameters[parameter] ?? 0;
    // §4.3.2: a lag that no encoder makes is a transmission error, for which the last good one stands in.
    if (lag >= SHORTEST_LAG && lag <= LONGEST_LAG) this.#lag = lag;
    this.#predict(start, LAG_GAINS[parameters[parameter + 1] ?? 0] ?? 0);
    this.#addPulses(parameters, parameter + 2, start);
  }

  save(memory: Int32Array, at: number): void {
    memory.set(this.residual.subarray(4 * SUBFRAME_SAMPLES), at);
    memory[at + HISTORY_SAMPLES] = this.#lag;
  }

  restore(memory: Int32Array, at: number): void {
    this.residual.set(memory.subarray(at, at + HISTORY_SAMPLES), 4 * SUBFRAME_SAMPLES);
    this.#lag = memory[at + HISTORY_SAMPLES] ?? SHORTEST_LAG;
  }

  #predict(start: number, gain: number): void {
    const residual = this.residual;
    const lag = this.#lag;
    for (let k = start; k < start + SUBFRAME_SAMPLES; k++) {
      // Cannot leave 16 bits: no gain is above 1.
      residual[k] = (Math.imul(gain, residual[k - lag] ?? 0) + ROUNDING) >> 15;
    }
  }

  /** §4.2.16 and §4.2.17: every third sample is a pulse, the others are zero. */
  #addPulses(parameters: Uint8Array, parameter: number, start: number): void {
    const residual = this.residual;
    const amplitudes = (parameters[parameter + 1] ?? 0) * PULSE_CODES;
    let k = start + (parameters[parameter] ?? 0);
    for (let code = parameter + 2; code < parameter + 2 + PULSES; code++) {
      const sum = (residual[k] ?? 0) + (PULSE_AMPLITUDES[amplitudes + (parameters[code] ?? 0)] ?? 0);
      residual[k] = saturate(sum);
      k += PULSE_SPACING;
    }
  }
}

/** §4.2.15 and §4.2.16: the maximum is a small floating point number, by which the code is scaled. */
function pulseAmplitude(maximum: number, code: number): number {
  const { exponent, mantissa } = exponentAndMantissa(maximum);
  const shift = 6 - exponent;
  const rounding = shift > 0 ? 1 << (shift - 1) : 0;
  const fraction = (2 * code - 7) << 12;
  return saturate(multiplyRounded(MANTISSAS[mantissa] ?? 0, fraction) + rounding) >> shift;
}

export function exponentAndMantissa(maximum: number): { exponent: number; mantissa: number } {
  let exponent = maximum > 15 ? (maximum >> 3) - 1 : 0;
  let mantissa = maximum - (exponent << 3);
  if (mantissa === 0) return { exponent: -4, mantissa: 7 };
  while (mantissa <= 7) {
    mantissa = (mantissa << 1) | 1;
    exponent--;
  }
  return { exponent, mantissa: mantissa - 8 };
}
