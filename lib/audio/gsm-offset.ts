import * as fixedPoint from './fixed-point.ts';

const { multiplyRounded, saturate } = fixedPoint;

const OFFSET_POLE = 32_735;
const PRE_EMPHASIS = -28_180;
const ONE = 32_768;
const LARGEST = 2 ** 31 - 1;

/** GSM 06.10 §4.2.1 to §4.2.3: scales down, takes out a constant offset, and lifts the high tones. */
export class Preprocessing {
  #before = 0;
  /** Of 32 bits, in JavaScript's 53: a sum of two cannot be rounded. */
  #filtered = 0;
  #emphasized = 0;

  /** Reads 160 samples from `from` on, silence where there are none. */
  process(samples: Int16Array, from: number, out: Int16Array): void {
    for (let k = 0; k < out.length; k++) {
      const scaled = ((samples[from + k] ?? 0) >> 3) << 2;
      const step = scaled - this.#before;
      this.#before = scaled;
      const high = Math.floor(this.#filtered / ONE);
      const low = this.#filtered - high * ONE;
      this.#filtered = saturateLong(high * OFFSET_POLE + step * ONE + multiplyRounded(low, OFFSET_POLE));
      const emphasis = multiplyRounded(this.#emphasized, PRE_EMPHASIS);
      this.#emphasized = wordOf(Math.floor(saturateLong(this.#filtered + ONE / 2) / ONE));
      out[k] = saturate(this.#emphasized + emphasis);
    }
  }
}

const saturateLong = (value: number) => Math.max(-LARGEST - 1, Math.min(LARGEST, value));
const wordOf = (value: number) => (value << 16) >> 16;
