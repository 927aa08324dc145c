import { resampled } from './resample.ts';
import type { Samples } from './samples.ts';
import { BYTES_PER_SAMPLE, bytesOfSamples, HEADER_BYTES, wavHeader } from './wav.ts';

/** An 8 kHz intro does not become 24 times as large because a recording claims 192 kHz. */
const HIGHEST_JOINED_HZ = 48_000;

/** A WAV of which any part can be made. */
export interface WavSound {
  sizeBytes: number;
  /** From one byte up to another, which is not included, in pieces. */
  between(firstByte: number, endByte: number): AsyncGenerator<Uint8Array>;
}

/** The sounds one after the other, as 16 bit mono WAV; of different rates at the highest of them. */
export function wavSound(sounds: readonly Samples[]): WavSound {
  const sampleRateHz = commonRate(sounds.map((sound) => sound.sampleRateHz));
  const parts = sounds.map((sound) => resampled(sound, sampleRateHz));
  const sampleCount = parts.reduce((total, part) => total + part.sampleCount, 0);
  const header = wavHeader(sampleCount, sampleRateHz);
  return {
    sizeBytes: HEADER_BYTES + BYTES_PER_SAMPLE * sampleCount,
    async *between(firstByte, endByte) {
      if (firstByte < Math.min(HEADER_BYTES, endByte)) yield header.subarray(firstByte, endByte);
      const [first, end] = [Math.max(0, firstByte - HEADER_BYTES), Math.max(0, endByte - HEADER_BYTES)];
      yield* pcmBetween(parts, first, end);
    },
  };
}

export function commonRate(ratesHz: readonly number[]): number {
  const [lowest, highest] = [Math.min(...ratesHz), Math.max(...ratesHz)];
  return lowest === highest ? highest : Math.min(highest, HIGHEST_JOINED_HZ);
}

/** Bytes of the samples, which may begin and end in the middle of one. */
async function* pcmBetween(parts: readonly Samples[], firstByte: number, endByte: number) {
  const firstSample = Math.floor(firstByte / BYTES_PER_SAMPLE);
  let at = firstSample * BYTES_PER_SAMPLE;
  for await (const samples of samplesBetween(parts, firstSample, Math.ceil(endByte / BYTES_PER_SAMPLE))) {
    const bytes = bytesOfSamples(samples);
    yield bytes.subarray(Math.max(0, firstByte - at), endByte - at);
    at += bytes.length;
  }
}

async function* samplesBetween(parts: readonly Samples[], first: number, end: number) {
  let start = 0;
  for (const part of parts) {
    const [from, to] = [Math.max(0, first - start), Math.min(end - start, part.sampleCount)];
    if (from < to) yield* part.between(from, to);
    start += part.sampleCount;
  }
}
