import { saturate } from './fixed-point.ts';

const ZERO_CROSSINGS = 16;
const PHASES = 128;
/** Where the filter falls, below half of the lower rate, so that its slope does not let images through. */
const PASSBAND = 0.94;

/** The same sound at another sampling rate, by a windowed sinc interpolated between 128 phases. */
export function resample(samples: Int16Array, fromHz: number, toHz: number): Int16Array {
  if (fromHz === toHz) return samples;
  const cutoff = PASSBAND * Math.min(1, toHz / fromHz);
  const taps = 2 * Math.ceil(ZERO_CROSSINGS / cutoff);
  const kernelAt = kernels(taps, cutoff);
  const padded = new Int16Array(samples.length + taps);
  padded.set(samples, taps / 2 - 1);
  const resampled = new Int16Array(Math.round((samples.length * toHz) / fromHz));
  for (let at = 0; at < resampled.length; at++) {
    const position = (at * fromHz) / toHz;
    const first = Math.floor(position);
    const phase = (position - first) * PHASES;
    const nearer = phase % 1;
    const before = filtered(padded, first, kernelAt(Math.floor(phase)));
    const after = nearer > 0 ? filtered(padded, first, kernelAt(Math.floor(phase) + 1)) : 0;
    resampled[at] = saturate(Math.round((1 - nearer) * before + nearer * after));
  }
  return resampled;
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
