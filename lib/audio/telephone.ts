import { sampleCount } from './coding.ts';
import { leveled } from './level.ts';
import { recognise, type UnsupportedReason } from './recognise.ts';
import { resampled } from './resample.ts';
import { StoredSamples } from './samples.ts';

const RATE_HZ = 8000;

/** What a phone plays: one channel at 8000 Hz, as loud as speech is. */
export type TelephoneSound =
  | { kind: 'samples'; samples: Int16Array; durationSeconds: number }
  | { kind: 'unsupported'; reason: UnsupportedReason | 'too-long' };

/**
 * Makes sound for the phone of a WAV of any rate, with any number of channels, of 8 to 32 bits or floats, or G.711 or GSM.
 * Others have their turn in between.
 * @param maxSeconds what is longer is refused before it is decoded
 */
export async function telephoneSound(bytes: Uint8Array, maxSeconds: number): Promise<TelephoneSound> {
  const recognised = recognise({ bytes, extension: 'wav' });
  if (recognised.kind === 'unsupported') return recognised;
  if (recognised.kind === 'ogg') return { kind: 'unsupported', reason: 'codec-unknown' };
  const { coding } = recognised;
  const durationSeconds = sampleCount(coding) / coding.sampleRateHz;
  if (durationSeconds === 0) return { kind: 'unsupported', reason: 'empty' };
  if (durationSeconds > maxSeconds) return { kind: 'unsupported', reason: 'too-long' };
  const source = new StoredSamples(coding, async (first, end) => bytes.subarray(first, end));
  const telephone = resampled(source, RATE_HZ);
  const samples = new Int16Array(telephone.sampleCount);
  let at = 0;
  for await (const piece of telephone.between(0, telephone.sampleCount)) {
    samples.set(piece, at);
    at += piece.length;
  }
  return { kind: 'samples', samples: leveled(samples), durationSeconds };
}
