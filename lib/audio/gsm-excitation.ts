import * as fixedPoint from './fixed-point.ts';

const { multiplyRounded, saturate } = fixedPoint;

const SUBFRAME_SAMPLES = 40;
const HISTORY_SAMPLES = 120;
const SHORTEST_LAG = 40;
const LONGEST_LAG = 120;
const PULSES = 13;
const PULSE_SPACING = 3;

/** Table 4.3b: quantized gains of the long term predictor. */
const LAG_GAINS = [3277, 11_469, 21_299, 32_767];

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
  static readonly SAMPLES = SUBFRAME_SAMPLES;

  /** The reconstructed residual: 120 samples of the past, then the 40 of this subframe. */
  readonly #residual = new Int16Array(HISTORY_SAMPLES + SUBFRAME_SAMPLES);
  #lag = SHORTEST_LAG;

  /** Reads lag, gain, grid, block maximum and 13 pulse codes from `parameter` on; writes 40 samples at `at`. */
  synthesize(parameters: Uint8Array, parameter: number, out: Int16Array, at: number): void {
    const [lag = 0, gain = 0, grid = 0, maximum = 0] = parameters.subarray(parameter, parameter + 4);
    this.#placePulses(parameters, parameter + 4, grid, maximum);
    // §4.3.2: a lag that no encoder makes is a transmission error, for which the last good one stands in.
    if (lag >= SHORTEST_LAG && lag <= LONGEST_LAG) this.#lag = lag;
    this.#addPast(LAG_GAINS[gain] ?? 0);
    out.set(this.#residual.subarray(HISTORY_SAMPLES), at);
    this.#residual.copyWithin(0, SUBFRAME_SAMPLES);
  }

  /** §4.2.16 and §4.2.17: every third sample is a pulse, the others are zero. */
  #placePulses(parameters: Uint8Array, firstCode: number, grid: number, maximum: number): void {
    this.#residual.fill(0, HISTORY_SAMPLES);
    for (let pulse = 0; pulse < PULSES; pulse++) {
      const code = parameters[firstCode + pulse] ?? 0;
      const amplitude = PULSE_AMPLITUDES[maximum * PULSE_CODES + code] ?? 0;
      this.#residual[HISTORY_SAMPLES + grid + PULSE_SPACING * pulse] = amplitude;
    }
  }

  #addPast(gain: number): void {
    const residual = this.#residual;
    for (let k = HISTORY_SAMPLES; k < HISTORY_SAMPLES + SUBFRAME_SAMPLES; k++) {
      residual[k] = saturate((residual[k] ?? 0) + multiplyRounded(gain, residual[k - this.#lag] ?? 0));
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

function exponentAndMantissa(maximum: number): { exponent: number; mantissa: number } {
  let exponent = maximum > 15 ? (maximum >> 3) - 1 : 0;
  let mantissa = maximum - (exponent << 3);
  if (mantissa === 0) return { exponent: -4, mantissa: 7 };
  while (mantissa <= 7) {
    mantissa = (mantissa << 1) | 1;
    exponent--;
  }
  return { exponent, mantissa: mantissa - 8 };
}
