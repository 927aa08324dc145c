import { type CodecName, codecOfName, SIGNED_LINEAR_RATES_HZ, type SignedLinear } from './codec.ts';
import { decodeAlaw, decodeUlaw } from './g711.ts';
import { decodeG722 } from './g722.ts';
import { decodeGsm, decodeWav49, looksLikeGsm } from './gsm.ts';
import { decodePcm8, decodePcm16, mixToMono } from './pcm.ts';
import { isRiff, parseWave, type Wave } from './riff.ts';

/** One stored sound: its bytes, and the extension of its file name, without the dot, case kept. */
export interface StoredSound {
  bytes: Uint8Array;
  extension: string;
}

/**
 * `empty`: not one whole sample. `damaged`: not what its name or its header says, and nothing else we know.
 * `codec-unknown`: something that we have no decoder for.
 */
export type UnsupportedReason = 'empty' | 'damaged' | 'codec-unknown';

export type Recognised =
  | { kind: 'samples'; codec: CodecName; sampleRateHz: number; decode: () => Int16Array }
  | { kind: 'ogg' }
  | { kind: 'unsupported'; reason: UnsupportedReason };

type Decode = (bytes: Uint8Array) => Int16Array;

const TELEPHONE_HZ = 8000;
const WIDEBAND_HZ = 16_000;
const HIGHEST_HZ = 192_000;

/** What the sound is, by its content where content tells and by its extension where the bytes have no header. */
export function recognise({ bytes, extension }: StoredSound): Recognised {
  if (bytes.length === 0) return unsupported('empty');
  if (isRiff(bytes)) return recogniseWave(parseWave(bytes));
  if (isOgg(bytes)) return { kind: 'ogg' };
  const codec = codecOfName(extension);
  const headerless = codec && headerlessFormat(codec);
  if (codec && headerless) return samples(codec, headerless.sampleRateHz, () => headerless.decode(bytes));
  if (looksLikeGsm(bytes)) return samples('gsm', TELEPHONE_HZ, () => decodeGsm(bytes));
  return unsupported(codec ? 'damaged' : 'codec-unknown');
}

/** G.711 and PCM have no mark that content could be told by: even silence in A-law looks like GSM (0xD5 0xD5 …). */
function headerlessFormat(codec: CodecName): { sampleRateHz: number; decode: Decode } | null {
  if (codec === 'ulaw') return { sampleRateHz: TELEPHONE_HZ, decode: decodeUlaw };
  if (codec === 'alaw') return { sampleRateHz: TELEPHONE_HZ, decode: decodeAlaw };
  if (codec === 'g722') return { sampleRateHz: WIDEBAND_HZ, decode: decodeG722 };
  return isSignedLinear(codec) ? { sampleRateHz: SIGNED_LINEAR_RATES_HZ[codec], decode: decodePcm16 } : null;
}

function isSignedLinear(codec: CodecName): codec is SignedLinear {
  return codec in SIGNED_LINEAR_RATES_HZ;
}

function recogniseWave(wave: Wave | null): Recognised {
  if (!wave) return unsupported('damaged');
  const sampleRateHz = plausibleRate(wave.sampleRateHz);
  if (wave.formatTag === 49) return samples('wav49', sampleRateHz, () => decodeWav49(wave.data));
  const format = interleavedFormat(wave, sampleRateHz);
  if (!format) return unsupported('codec-unknown');
  const channels = Math.max(1, wave.channels);
  return samples(format.codec, sampleRateHz, () => mixToMono(format.decode(wave.data), channels));
}

/** Format tags of RFC 2361: PCM, A-law and µ-law, each of any number of channels. */
function interleavedFormat(wave: Wave, sampleRateHz: number): { codec: CodecName; decode: Decode } | null {
  if (wave.formatTag === 6) return { codec: 'alaw', decode: decodeAlaw };
  if (wave.formatTag === 7) return { codec: 'ulaw', decode: decodeUlaw };
  if (wave.formatTag !== 1) return null;
  const codec = sampleRateHz === WIDEBAND_HZ ? 'wav16' : 'wav';
  if (wave.bitsPerSample === 16) return { codec, decode: decodePcm16 };
  return wave.bitsPerSample === 8 ? { codec, decode: decodePcm8 } : null;
}

/** A rate that no phone has is a lie. */
function plausibleRate(sampleRateHz: number): number {
  return sampleRateHz >= TELEPHONE_HZ && sampleRateHz <= HIGHEST_HZ ? sampleRateHz : TELEPHONE_HZ;
}

function isOgg(bytes: Uint8Array): boolean {
  return String.fromCharCode(...bytes.subarray(0, 4)) === 'OggS';
}

function samples(codec: CodecName, sampleRateHz: number, decode: () => Int16Array): Recognised {
  return { kind: 'samples', codec, sampleRateHz, decode };
}

function unsupported(reason: UnsupportedReason): Recognised {
  return { kind: 'unsupported', reason };
}
