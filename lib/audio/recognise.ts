import { type CodecName, codecOfName, SIGNED_LINEAR_RATES_HZ, type SignedLinear } from './codec.ts';
import { type Coding, type Decoder, forgetful } from './coding.ts';
import { decodeAlaw, decodeUlaw } from './g711.ts';
import { G722_UNIT, G722Decoder } from './g722.ts';
import { GSM_UNIT, GsmDecoder, looksLikeGsm, WAV49_UNIT, Wav49Decoder } from './gsm.ts';
import { decodeFloat, decodePcm8, decodePcm16, decodeWidePcm, mixToMono } from './pcm.ts';
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
  | { kind: 'samples'; coding: Coding }
  | { kind: 'ogg' }
  | { kind: 'unsupported'; reason: UnsupportedReason };

/** What samples are made of, wherever they lie. */
type Format = Pick<Coding, 'codec' | 'sampleRateHz' | 'unitBytes' | 'unitSamples' | 'decoder'>;
type Place = Pick<Coding, 'startByte'> & { soundBytes: number };

const TELEPHONE_HZ = 8000;
const WIDEBAND_HZ = 16_000;
const HIGHEST_HZ = 192_000;

/**
 * What the sound is, by its content where content tells and by its extension where the bytes have no header.
 * @param sound its beginning is enough where the rest is more of the same: then GSM is told by that alone
 * @param fileBytes how long all of it is
 */
export function recognise({ bytes, extension }: StoredSound, fileBytes = bytes.length): Recognised {
  if (bytes.length === 0) return unsupported('empty');
  if (isRiff(bytes)) return recogniseWave(parseWave(bytes, fileBytes));
  if (isOgg(bytes)) return { kind: 'ogg' };
  const codec = codecOfName(extension);
  const headerless = codec && headerlessFormat(codec);
  const all = { startByte: 0, soundBytes: fileBytes };
  if (headerless) return samples(headerless, all);
  if (looksLikeGsm(bytes))
    return samples(
      chained('gsm', TELEPHONE_HZ, GSM_UNIT, () => new GsmDecoder()),
      all,
    );
  return unsupported(codec ? 'damaged' : 'codec-unknown');
}

/** G.711 and PCM have no mark that content could be told by: even silence in A-law looks like GSM (0xD5 0xD5 …). */
function headerlessFormat(codec: CodecName): Format | null {
  if (codec === 'ulaw') return plain(codec, TELEPHONE_HZ, 1, decodeUlaw);
  if (codec === 'alaw') return plain(codec, TELEPHONE_HZ, 1, decodeAlaw);
  if (codec === 'g722') return chained(codec, WIDEBAND_HZ, G722_UNIT, () => new G722Decoder());
  return isSignedLinear(codec) ? plain(codec, SIGNED_LINEAR_RATES_HZ[codec], 2, decodePcm16) : null;
}

function isSignedLinear(codec: CodecName): codec is SignedLinear {
  return codec in SIGNED_LINEAR_RATES_HZ;
}

function recogniseWave(wave: Wave | null): Recognised {
  if (!wave) return unsupported('damaged');
  const sampleRateHz = plausibleRate(wave.sampleRateHz);
  const place = { startByte: wave.dataAt, soundBytes: wave.dataBytes };
  if (wave.formatTag === 49)
    return samples(
      chained('wav49', sampleRateHz, WAV49_UNIT, () => new Wav49Decoder()),
      place,
    );
  const format = interleavedFormat(wave, sampleRateHz);
  return format ? samples(format, place) : unsupported('codec-unknown');
}

/** Format tags of RFC 2361: PCM, floats, A-law and µ-law, each of any number of channels. */
function interleavedFormat(wave: Wave, sampleRateHz: number): Format | null {
  const channels = Math.max(1, wave.channels);
  const mono = (codec: CodecName, sampleBytes: number, decode: (bytes: Uint8Array) => Int16Array) =>
    plain(codec, sampleRateHz, channels * sampleBytes, (bytes) => mixToMono(decode(bytes), channels));
  if (wave.formatTag === 6) return mono('alaw', 1, decodeAlaw);
  if (wave.formatTag === 7) return mono('ulaw', 1, decodeUlaw);
  const decode = LINEAR[`${wave.formatTag} ${wave.bitsPerSample}`];
  return decode ? mono(sampleRateHz === WIDEBAND_HZ ? 'wav16' : 'wav', wave.bitsPerSample / 8, decode) : null;
}

/** By format tag and bits of a sample. */
const LINEAR: Partial<Record<string, (bytes: Uint8Array) => Int16Array>> = {
  '1 8': decodePcm8,
  '1 16': decodePcm16,
  '1 24': (bytes) => decodeWidePcm(bytes, 24),
  '1 32': (bytes) => decodeWidePcm(bytes, 32),
  '3 32': (bytes) => decodeFloat(bytes, 32),
  '3 64': (bytes) => decodeFloat(bytes, 64),
};

/** A rate that no phone has is a lie. */
function plausibleRate(sampleRateHz: number): number {
  return sampleRateHz >= TELEPHONE_HZ && sampleRateHz <= HIGHEST_HZ ? sampleRateHz : TELEPHONE_HZ;
}

function isOgg(bytes: Uint8Array): boolean {
  return String.fromCharCode(...bytes.subarray(0, 4)) === 'OggS';
}

/** Each sample by itself. */
function plain(
  codec: CodecName,
  sampleRateHz: number,
  unitBytes: number,
  decode: (bytes: Uint8Array) => Int16Array,
): Format {
  return { codec, sampleRateHz, unitBytes, unitSamples: 1, decoder: forgetful(decode) };
}

/** Each unit after all the units before it. */
function chained(
  codec: CodecName,
  sampleRateHz: number,
  unit: Pick<Coding, 'unitBytes' | 'unitSamples'>,
  decoder: () => Decoder,
): Format {
  return { codec, sampleRateHz, ...unit, decoder };
}

function samples({ codec, ...format }: Format, { startByte, soundBytes }: Place): Recognised {
  const unitCount = Math.floor(soundBytes / format.unitBytes);
  return { kind: 'samples', coding: { codec, ...format, startByte, unitCount } };
}

function unsupported(reason: UnsupportedReason): Recognised {
  return { kind: 'unsupported', reason };
}
