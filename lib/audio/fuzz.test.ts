import fc from 'fast-check';
import { expect } from 'vitest';
import { fuzz, fuzzOurs } from '#test/fuzz.ts';
import { CODECS, recordingIn } from '#test/wav.ts';
import { codecOfName } from './codec.ts';
import { toPlayable } from './decode.ts';
import { decodeAlaw, decodeUlaw } from './g711.ts';
import { encodeAlaw, encodeUlaw } from './g711-encode.ts';
import { decodeG722 } from './g722.ts';
import { decodeGsm, decodeWav49, looksLikeGsm } from './gsm.ts';
import { GsmEncoder, Wav49Encoder } from './gsm-encoder.ts';
import { decodePcm8, decodePcm16, mixToMono } from './pcm.ts';
import { recognise } from './recognise.ts';
import { resample } from './resample.ts';
import { parseWave } from './riff.ts';
import { bytesOfSamples } from './wav.ts';

const LONGEST_CUT_BYTES = 200;
const HEADER_BYTES = 44;

const noise = fc.uint8Array({ maxLength: 100 });

/** The beginning of a real file, some bytes changed (headers most of all), cut anywhere. */
const damaged = fc
  .record({
    whole: fc.constantFrom(...CODECS.map((codec) => recordingIn(codec).bytes)),
    length: fc.nat(LONGEST_CUT_BYTES),
    changes: fc.array(fc.record({ at: fc.nat(64), value: fc.oneof(fc.nat(255), fc.constantFrom(0, 0xff)) }), {
      maxLength: 6,
    }),
  })
  .map(({ whole, length, changes }) => {
    const bytes = Uint8Array.from(whole.subarray(0, length));
    for (const { at, value } of changes) if (at < length) bytes[at] = value;
    return bytes;
  });

const bytes = fc.oneof(noise, damaged);

/** Without its signature a frame of GSM is not decoded at all. */
const frames = noise.map((input) => input.map((byte, at) => (at % 33 === 0 ? 0xd0 | byte : byte)));

const extension = fc.oneof(
  fc.constantFrom('gsm', 'wav', 'WAV', 'wav16', 'ulaw', 'alaw', 'sln', 'sln16', 'sln192', 'g722', 'ogg', 'mp3', ''),
  fc.string({ maxLength: 8 }),
);

const sound = fc.record({ bytes, extension });

for (const { name, decode, samplesOf } of [
  { name: 'decodeGsm()', decode: decodeGsm, samplesOf: (length: number) => 160 * Math.floor(length / 33) },
  { name: 'decodeWav49()', decode: decodeWav49, samplesOf: (length: number) => 320 * Math.floor(length / 65) },
  { name: 'decodeUlaw()', decode: decodeUlaw, samplesOf: (length: number) => length },
  { name: 'decodeAlaw()', decode: decodeAlaw, samplesOf: (length: number) => length },
  { name: 'decodeG722()', decode: decodeG722, samplesOf: (length: number) => 2 * length },
  { name: 'decodePcm8()', decode: decodePcm8, samplesOf: (length: number) => length },
  { name: 'decodePcm16()', decode: decodePcm16, samplesOf: (length: number) => Math.floor(length / 2) },
]) {
  fuzz(`${name} makes of any bytes as many samples as their number says`, fc.oneof(bytes, frames), (input) => {
    expect(decode(input).length).toBe(samplesOf(input.length));
  });
}

/** Any samples at all, and such as jump from one end to the other. */
const samples = fc.oneof(
  fc.uint8Array({ maxLength: 1000 }).map(decodePcm16),
  fc.array(fc.constantFrom(-32_768, 32_767, 0, -1), { maxLength: 500 }).map((values) => Int16Array.from(values)),
);

for (const { name, encode, decode, unitSamples } of [
  { name: 'GsmEncoder', encode: encoderOf(GsmEncoder), decode: decodeGsm, unitSamples: 160 },
  { name: 'Wav49Encoder', encode: encoderOf(Wav49Encoder), decode: decodeWav49, unitSamples: 320 },
  { name: 'encodeUlaw()', encode: encodeUlaw, decode: decodeUlaw, unitSamples: 1 },
  { name: 'encodeAlaw()', encode: encodeAlaw, decode: decodeAlaw, unitSamples: 1 },
  { name: 'bytesOfSamples()', encode: bytesOfSamples, decode: decodePcm16, unitSamples: 1 },
]) {
  fuzzOurs(`${name} makes of any samples what is decoded to as many, up to a whole unit`, samples, (input) => {
    expect(decode(encode(input)).length).toBe(Math.ceil(input.length / unitSamples) * unitSamples);
  });
}

/** One that has heard nothing yet, each time. */
function encoderOf(Encoder: typeof GsmEncoder | typeof Wav49Encoder): (input: Int16Array) => Uint8Array {
  return (input) => new Encoder().encode(input);
}

fuzz('looksLikeGsm() believes nothing that has not one whole frame', bytes, (input) => {
  expect(looksLikeGsm(input) && input.length < 33).toBe(false);
});

fuzz(
  'mixToMono() makes one sample of any number',
  fc.tuple(bytes, fc.integer({ min: 1, max: 65_535 })),
  ([input, channels]) => {
    expect(mixToMono(decodePcm8(input), channels).length).toBe(Math.floor(input.length / channels));
  },
);

const rate = fc.integer({ min: 8000, max: 48_000 });

fuzz(
  'resample() makes as many samples as the rates say',
  fc.tuple(fc.uint8Array({ maxLength: 4 }), rate, rate),
  ([input, from, to]) => {
    expect(resample(decodePcm8(input), from, to).length).toBe(Math.round((input.length * to) / from));
  },
);

fuzz('parseWave() gives a part of the file, whatever a header says', bytes, (input) => {
  const wave = parseWave(input);
  if (!wave) return;
  expect(wave.dataBytes).toBeGreaterThanOrEqual(0);
  expect(wave.dataAt + wave.dataBytes).toBeLessThanOrEqual(input.length);
});

fuzz('recognise() has an answer to any bytes under any name', sound, (input) => {
  expect(['samples', 'ogg', 'unsupported']).toContain(recognise(input).kind);
});

fuzz('codecOfName() has an answer to any name', extension, (name) => {
  expect(codecOfName(name)).toSatisfy((codec) => codec === null || typeof codec === 'string');
});

fuzz('toPlayable() makes no more than ten times the input of one sound', sound, (input) => {
  const playable = toPlayable([input]);
  if (playable.kind === 'unsupported') return;
  expect(playable.bytes.length).toBeLessThanOrEqual(HEADER_BYTES + 10 * input.bytes.length);
});

fuzz(
  'toPlayable() makes no more than sixty times the input of joined sounds',
  fc.array(sound, { maxLength: 3 }),
  (inputs) => {
    const playable = toPlayable(inputs);
    if (playable.kind !== 'wav') return;
    const totalBytes = inputs.reduce((total, input) => total + input.bytes.length, 0);
    expect(playable.bytes.length).toBeLessThanOrEqual(HEADER_BYTES + 60 * totalBytes);
    expect(playable.bytes.length).toBe(HEADER_BYTES + 2 * Math.round(playable.durationSeconds * playable.sampleRateHz));
  },
);
