import { saturate } from './fixed-point.ts';
import type { Samples } from './samples.ts';

const ZERO_CROSSINGS = 16;
const PHASES = 128;
/** Where the filter falls, below half of the lower rate, so that its slope does not let images through. */
const PASSBAND = 0.94;

/** The same sound at another sampling rate, by a windowed sinc interpolated between 128 phases. */
export function resample(samples: Int16Array, fromHz: number, toHz: number): Int16Array {
  if (fromHz === toHz) return samples;
  const filter = new Filter(fromHz, toHz);
  const length = filter.lengthOf(samples.length);
  const window = new Int16Array(filter.endOf(length) - filter.startOf(0));
  window.set(samples, -filter.startOf(0));
  return filter.convert(window, filter.startOf(0), 0, length);
}

/** The same of a sound of which any part can be had. */
export function resampled(source: Samples, toHz: number): Samples {
  if (source.sampleRateHz === toHz) return source;
  const filter = new Filter(source.sampleRateHz, toHz);
  return {
    sampleRateHz: toHz,
    sampleCount: filter.lengthOf(source.sampleCount),
    between: (first, end) => convertedBetween(source, filter, first, end),
  };
}

async function* convertedBetween(source: Samples, filter: Filter, first: number, end: number) {
  let start = filter.startOf(first);
  let window = new Int16Array(Math.max(0, -start));
  let done = first;
  const inputEnd = Math.min(filter.endOf(end), source.sampleCount);
  for await (const piece of source.between(Math.max(0, start), inputEnd)) {
    window = joined(window, piece);
    const ready = Math.max(done, Math.min(end, filter.readyWith(start + window.length)));
    yield filter.convert(window, start, done, ready);
    done = ready;
    const next = Math.min(filter.startOf(done), start + window.length);
    window = window.slice(next - start);
    start = next;
  }
  const padding = new Int16Array(Math.max(0, filter.endOf(end) - start - window.length));
  if (done < end) yield filter.convert(joined(window, padding), start, done, end);
}

function joined(before: Int16Array, after: Int16Array): Int16Array<ArrayBuffer> {
  const both = new Int16Array(before.length + after.length);
  both.set(before);
  both.set(after, before.length);
  return both;
}

/** From one rate to another. Places are numbered from the beginning of the sound: before and after it all is silent. */
class Filter {
  readonly #ratio: [fromHz: number, toHz: number];
  readonly #taps: number;
  readonly #kernelAt: (phase: number) => Float64Array;

  constructor(fromHz: number, toHz: number) {
    const cutoff = PASSBAND * Math.min(1, toHz / fromHz);
    this.#ratio = [fromHz, toHz];
    this.#taps = 2 * Math.ceil(ZERO_CROSSINGS / cutoff);
    this.#kernelAt = kernels(this.#taps, cutoff);
  }

  lengthOf(length: number): number {
    const [fromHz, toHz] = this.#ratio;
    return Math.round((length * toHz) / fromHz);
  }

  /** The first sample that is needed for the one at `at`. */
  startOf(at: number): number {
    return this.#before(at) - this.#taps / 2 + 1;
  }

  /** Behind the last sample that is needed for those up to `end`. */
  endOf(end: number): number {
    return this.#before(end) + this.#taps / 2 + 1;
  }

  /** Up to where those can be made that need nothing from `inputEnd` on. */
  readyWith(inputEnd: number): number {
    const [fromHz, toHz] = this.#ratio;
    return Math.floor(((inputEnd - this.#taps / 2 - 1) * toHz) / fromHz) - 1;
  }

  /** @param window of samples, the first of which is number `start` */
  convert(window: Int16Array, start: number, first: number, end: number): Int16Array {
    const [fromHz, toHz] = this.#ratio;
    const converted = new Int16Array(end - first);
    for (let at = first; at < end; at++) {
      const position = (at * fromHz) / toHz;
      const before = Math.floor(position);
      const phase = (position - before) * PHASES;
      const nearer = phase % 1;
      const from = before - this.#taps / 2 + 1 - start;
      const left = filtered(window, from, this.#kernelAt(Math.floor(phase)));
      const right = nearer > 0 ? filtered(window, from, this.#kernelAt(Math.floor(phase) + 1)) : 0;
      converted[at - first] = saturate(Math.round((1 - nearer) * left + nearer * right));
    }
    return converted;
  }

  #before(at: number): number {
    const [fromHz, toHz] = this.#ratio;
    return Math.floor((at * fromHz) / toHz);
  }
}

function filtered(samples: Int16Array, first: number, kernel: Float64Array): number {
  let sum = 0;
  for (let tap = 0; tap < kernel.length; tap++) sum += (kernel[tap] ?? 0) * (samples[first + tap] ?? 0);
  return sum;
}

/** Made as they are asked for: between 8 and 16 kHz only two of them ever are. */
function kernels(taps: number, cutoff: number): (phase: number) => Float64Array {
  const made: Float64Array[] = [];
  return (phase) => {
    const kernel = made[phase] ?? kernelOf(phase / PHASES, taps, cutoff);
    made[phase] = kernel;
    return kernel;
  };
}

/** Weights of the samples around a point `fraction` of a sample after the middle one; together they weigh 1. */
function kernelOf(fraction: number, taps: number, cutoff: number): Float64Array {
  const kernel = Float64Array.from({ length: taps }, (_, tap) => {
    const distance = tap - taps / 2 + 1 - fraction;
    return sinc(cutoff * distance) * blackman(distance / (taps / 2));
  });
  const weight = kernel.reduce((total, value) => total + value, 0);
  return kernel.map((value) => value / weight);
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

function blackman(x: number): number {
  return 0.42 + 0.5 * Math.cos(Math.PI * x) + 0.08 * Math.cos(2 * Math.PI * x);
}
