import type { CodecName } from './codec.ts';
import { type Recognised, recognise, type StoredSound, type UnsupportedReason } from './recognise.ts';
import { resample } from './resample.ts';
import { wavOf } from './wav.ts';

/** What a browser can play: 16 bit mono WAV, or an Ogg as it was stored. */
export type Playable =
  | { kind: 'wav'; bytes: Uint8Array; codec: CodecName; sampleRateHz: number; durationSeconds: number }
  | { kind: 'ogg'; bytes: Uint8Array; codec: 'ogg' }
  | { kind: 'unsupported'; reason: UnsupportedReason };

interface Sound {
  samples: Int16Array;
  sampleRateHz: number;
}

/** An 8 kHz intro does not become 24 times as large because a recording claims 192 kHz. */
const HIGHEST_JOINED_HZ = 48_000;

/**
 * A message's sounds in the order of playing, the recording last and before it the intros of those who forwarded it.
 * Sounds of different rates are joined at the highest of them; an intro that cannot be decoded or joined is left out.
 * Never throws. The result is at most 10 times the size of the input (GSM is 9.7), 60 times when GSM is joined
 * to something of 48 kHz; while it is made, as much again is held.
 */
export function toPlayable(sounds: readonly StoredSound[]): Playable {
  const stored = sounds.at(-1);
  if (!stored) return { kind: 'unsupported', reason: 'empty' };
  const recording = recognise(stored);
  if (recording.kind === 'unsupported') return recording;
  if (recording.kind === 'ogg') return { kind: 'ogg', bytes: stored.bytes, codec: 'ogg' };
  const sound = decoded(recording);
  if (!sound) return { kind: 'unsupported', reason: 'empty' };
  const intros = sounds.slice(0, -1).flatMap((intro) => decoded(recognise(intro)) ?? []);
  return { kind: 'wav', codec: recording.codec, ...joined([...intros, sound]) };
}

function decoded(recognised: Recognised): Sound | null {
  if (recognised.kind !== 'samples') return null;
  const samples = recognised.decode();
  return samples.length > 0 ? { samples, sampleRateHz: recognised.sampleRateHz } : null;
}

function joined(sounds: readonly Sound[]): { bytes: Uint8Array; sampleRateHz: number; durationSeconds: number } {
  const sampleRateHz = commonRate(sounds.map((sound) => sound.sampleRateHz));
  const pieces = sounds.map((sound) => resample(sound.samples, sound.sampleRateHz, sampleRateHz));
  const length = pieces.reduce((total, piece) => total + piece.length, 0);
  return { bytes: wavOf(pieces, sampleRateHz), sampleRateHz, durationSeconds: length / sampleRateHz };
}

function commonRate(ratesHz: readonly number[]): number {
  const [lowest, highest] = [Math.min(...ratesHz), Math.max(...ratesHz)];
  return lowest === highest ? highest : Math.min(highest, HIGHEST_JOINED_HZ);
}
