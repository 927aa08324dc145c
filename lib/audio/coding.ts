import type { CodecName } from './codec.ts';

/** How a sound lies in its stored bytes: a header, then so many units of the same size, of the same number of samples each. */
export interface Coding {
  codec: CodecName;
  sampleRateHz: number;
  /** Where the first unit begins. */
  startByte: number;
  unitBytes: number;
  unitSamples: number;
  unitCount: number;
  /** A decoder that has heard nothing yet. */
  decoder: () => Decoder;
}

/** From units to samples, in order from the first one on. */
export interface Decoder {
  /** Samples of the next units, which must be whole. */
  decode(units: Uint8Array): Int16Array;
  /** What it remembers of the units before; `null` when each unit stands for itself. */
  save(): Int32Array | null;
  /** Goes on where another decoder of the same coding saved. */
  restore(memory: Int32Array): void;
}

/** A decoder of units that have nothing to do with one another. */
export function forgetful(decode: (units: Uint8Array) => Int16Array): () => Decoder {
  return () => ({ decode, save: () => null, restore: () => undefined });
}

export const sampleCount = ({ unitCount, unitSamples }: Coding): number => unitCount * unitSamples;
