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

/** Bytes decoded at once: all that happens to them stays in the processor's nearest cache. */
const PART_BYTES = 1024;

/** Both bands, and the filter that joins them. */
export class G722Decoder implements Decoder {
  readonly #low = blankMemory(LOW_BAND);
  readonly #high = blankMemory(HIGH_BAND);
  readonly #lowSamples = new Int16Array(PART_BYTES);
  readonly #highSamples = new Int16Array(PART_BYTES);
  /** What goes into the filter, and before it the last of what went there. */
  readonly #sums = new Int16Array(FILTER_HISTORY + PART_BYTES);
  readonly #differences = new Int16Array(FILTER_HISTORY + PART_BYTES);

  decode(bytes: Uint8Array): Int16Array {
    const samples = new Int16Array(2 * bytes.length);
    for (let at = 0; at < bytes.length; at += PART_BYTES) {
      this.#decodePart(bytes.subarray(at, at + PART_BYTES), samples.subarray(2 * at));
    }
    return samples;
  }

  #decodePart(bytes: Uint8Array, samples: Int16Array): void {
    decodeBand(bytes, LOW_BAND, this.#low, this.#lowSamples);
    decodeBand(bytes, HIGH_BAND, this.#high, this.#highSamples);
    mix(this.#lowSamples, this.#highSamples, this.#sums, this.#differences);
    filter(this.#sums, this.#differences, samples, bytes.length);
    this.#sums.copyWithin(0, bytes.length, bytes.length + FILTER_HISTORY);
    this.#differences.copyWithin(0, bytes.length, bytes.length + FILTER_HISTORY);
  }

  save(): Int32Array {
    const filterAt = 2 * BAND_MEMORY;
    const memory = new Int32Array(filterAt + 2 * FILTER_HISTORY);
    memory.set(this.#low);
    memory.set(this.#high, BAND_MEMORY);
    memory.set(this.#sums.subarray(0, FILTER_HISTORY), filterAt);
    memory.set(this.#differences.subarray(0, FILTER_HISTORY), filterAt + FILTER_HISTORY);
    return memory;
  }

  restore(memory: Int32Array): void {
    const filterAt = 2 * BAND_MEMORY;
    this.#low.set(memory.subarray(0, BAND_MEMORY));
    this.#high.set(memory.subarray(BAND_MEMORY, filterAt));
    this.#sums.set(memory.subarray(filterAt, filterAt + FILTER_HISTORY));
    this.#differences.set(memory.subarray(filterAt + FILTER_HISTORY));
  }
}

/** Sum and difference of each pair, behind what the filter remembers. */
function mix(low: Int16Array, high: Int16Array, sums: Int16Array, differences: Int16Array): void {
  for (let at = 0; at < PART_BYTES; at++) {
    sums[FILTER_HISTORY + at] = (low[at] ?? 0) + (high[at] ?? 0);
    differences[FILTER_HISTORY + at] = (low[at] ?? 0) - (high[at] ?? 0);
  }
}

/** G.722 §5.2.2: the receive quadrature mirror filter. */
function filter(sums: Int16Array, differences: Int16Array, samples: Int16Array, pairs: number): void {
  for (let at = 0; at < pairs; at++) {
    samples[2 * at] = filtered(differences, at + FILTER_HISTORY, -1);
    samples[2 * at + 1] = filtered(sums, at, 1);
  }
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
