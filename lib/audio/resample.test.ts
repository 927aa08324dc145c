import { expect, test } from 'vitest';
import { resample } from './resample.ts';

const LOUD = 20_000;

function tone(hertz: number, rateHz: number, seconds = 0.5): Int16Array {
  return Int16Array.from({ length: seconds * rateHz }, (_, at) =>
    Math.round(LOUD * Math.sin((2 * Math.PI * hertz * at) / rateHz)),
  );
}

/** Without the edges, where half of the filter hears nothing. */
function inner(samples: Int16Array): Int16Array {
  return samples.subarray(Math.floor(samples.length * 0.1), Math.floor(samples.length * 0.9));
}

function decibels(value: number): number {
  return 20 * Math.log10(value / LOUD);
}

function peak(samples: Iterable<number>): number {
  return [...samples].reduce((highest, sample) => Math.max(highest, Math.abs(sample)), 0);
}

test.each([
  [300, 8000, 16_000],
  [1000, 8000, 16_000],
  [3000, 8000, 16_000],
  [1000, 8000, 44_100],
  [3000, 16_000, 48_000],
  [1000, 48_000, 8000],
])('resample() keeps a tone of %i Hz from %i to %i Hz to within -60 dB', (hertz, fromHz, toHz) => {
  const resampled = resample(tone(hertz, fromHz), fromHz, toHz);
  const ideal = tone(hertz, toHz);
  expect(resampled.length).toBe(ideal.length);
  expect(decibels(peak(inner(resampled.map((sample, at) => sample - (ideal[at] ?? 0)))))).toBeLessThan(-60);
});

test('resample() lets nothing through that the lower rate cannot hold', () => {
  expect(decibels(peak(inner(resample(tone(6000, 48_000), 48_000, 8000))))).toBeLessThan(-60);
});

test('resample() leaves silence silent, a level level, and does not wrap around', () => {
  expect(peak(resample(new Int16Array(100), 8000, 16_000))).toBe(0);
  expect(new Set(inner(resample(new Int16Array(400).fill(1234), 8000, 12_000)))).toEqual(new Set([1234]));
  const square = Int16Array.from({ length: 800 }, (_, at) => (at % 80 < 40 ? 32_767 : -32_768));
  const edges = resample(square, 8000, 16_000).filter((sample, at) => Math.sign(sample) !== (at % 160 < 80 ? 1 : -1));
  expect(edges.length).toBeLessThanOrEqual(40);
});

test('resample() gives the same array when there is nothing to do', () => {
  const samples = tone(300, 8000);
  expect(resample(samples, 8000, 8000)).toBe(samples);
});
