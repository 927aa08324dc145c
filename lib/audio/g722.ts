import type { Decoder } from './coding.ts';
import * as fixedPoint from './fixed-point.ts';
import { BAND_MEMORY, blankMemory, decodeBand, HIGH_BAND, LOW_BAND } from './g722-band.ts';

const { saturate } = fixedPoint;

// ITU-T G.722 at 64 kbit/s (mode 1): each byte is 6 bits of the band below 4 kHz and 2 of the band above.

const FILTER_HISTORY = 11;

export const G722_UNIT = { unitBytes: 1, unitSamples: 2 };

/** Samples at 16,000 Hz of headerless G.722, two per byte. */
export function decodeG722(bytes: Uint8Array): Int16Array {
  return new G722Decoder().decode(bytes);
}

/** Both bands, and the filter that joins them. */
export class G722Decoder implements Decoder {
  readonly #low = blankMemory(LOW_BAND);
  readonly #high = blankMemory(HIGH_BAND);
  /** The last of what went into the filter. */
  #sums = new Int16Array(FILTER_HISTORY);
  #differences = new Int16Array(FILTER_HISTORY);

  decode(bytes: Uint8Array): Int16Array {
    const [low, high] = [decodeBand(bytes, LOW_BAND, this.#low), decodeBand(bytes, HIGH_BAND, this.#high)];
    const sums = new Int16Array(FILTER_HISTORY + low.length);
    const differences = new Int16Array(FILTER_HISTORY + low.length);
    sums.set(this.#sums);
    differences.set(this.#differences);
    for (let at = 0; at < low.length; at++) {
      sums[FILTER_HISTORY + at] = (low[at] ?? 0) + (high[at] ?? 0);
      differences[FILTER_HISTORY + at] = (low[at] ?? 0) - (high[at] ?? 0);
    }
    this.#sums = sums.slice(-FILTER_HISTORY);
    this.#differences = differences.slice(-FILTER_HISTORY);
    return filter(sums, differences);
  }

  save(): Int32Array {
    return Int32Array.of(...this.#low, ...this.#high, ...this.#sums, ...this.#differences);
  }

  restore(memory: Int32Array): void {
    const filterAt = 2 * BAND_MEMORY;
    this.#low.set(memory.subarray(0, BAND_MEMORY));
    this.#high.set(memory.subarray(BAND_MEMORY, filterAt));
    this.#sums = Int16Array.from(memory.subarray(filterAt, filterAt + FILTER_HISTORY));
    this.#differences = Int16Array.from(memory.subarray(filterAt + FILTER_HISTORY));
  }
}

/** G.722 §5.2.2: the receive quadrature mirror filter. */
function filter(sums: Int16Array, differences: Int16Array): Int16Array {
  const pairs = sums.length - FILTER_HISTORY;
  const samples = new Int16Array(2 * pairs);
  for (let at = 0; at < pairs; at++) {
    samples[2 * at] = filtered(differences, at + FILTER_HISTORY, -1);
    samples[2 * at + 1] = filtered(sums, at, 1);
  }
  return samples;
}

/** G.722 table 11: one half of the coefficients; the other half is the same, backwards. */
function filtered(signal: Int16Array, at: number, step: 1 | -1): number {
  const sum =
    3 * (signal[at] ?? 0) +
    -11 * (signal[at + step] ?? 0) +
    12 * (signal[at + 2 * step] ?? 0) +
    32 * (signal[at + 3 * step] ?? 0) +
    -210 * (signal[at + 4 * step] ?? 0) +
    951 * (signal[at + 5 * step] ?? 0) +
    3876 * (signal[at + 6 * step] ?? 0) +
    -805 * (signal[at + 7 * step] ?? 0) +
    362 * (signal[at + 8 * step] ?? 0) +
    -156 * (signal[at + 9 * step] ?? 0) +
    53 * (signal[at + 10 * step] ?? 0) +
    -11 * (signal[at + 11 * step] ?? 0);
  return saturate(sum >> 11);
}
