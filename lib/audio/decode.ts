import type { CodecName } from './codec.ts';
import { commonRate } from './playable.ts';
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
  const sound = decoded(recording, stored.bytes);
  if (!sound) return { kind: 'unsupported', reason: 'empty' };
  const intros = sounds.slice(0, -1).flatMap((intro) => decoded(recognise(intro), intro.bytes) ?? []);
  return { kind: 'wav', codec: recording.coding.codec, ...joined([...intros, sound]) };
}

function decoded(recognised: Recognised, bytes: Uint8Array): Sound | null {
  if (recognised.kind !== 'samples') return null;
  const { startByte, unitBytes, unitCount, sampleRateHz, decoder } = recognised.coding;
  if (unitCount === 0) return null;
  return { samples: decoder().decode(bytes.subarray(startByte, startByte + unitCount * unitBytes)), sampleRateHz };
}

function joined(sounds: readonly Sound[]): { bytes: Uint8Array; sampleRateHz: number; durationSeconds: number } {
  const sampleRateHz = commonRate(sounds.map((sound) => sound.sampleRateHz));
  const pieces = sounds.map((sound) => resample(sound.samples, sound.sampleRateHz, sampleRateHz));
  const length = pieces.reduce((total, piece) => total + piece.length, 0);
  return { bytes: wavOf(pieces, sampleRateHz), sampleRateHz, durationSeconds: length / sampleRateHz };
}
