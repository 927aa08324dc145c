import { expect, test } from 'vitest';
import { FIXTURES, readFixture, soundOf } from '#test/fixtures.ts';
import { madeBySox, referenceSamples } from '#test/reference-decoders.ts';
import { encodedBySox, soundIn } from '#test/reference-encoders.ts';
import { recordingIn, samplesOfWav, UTTERANCES } from '#test/wav.ts';
import { toPlayable } from './decode.ts';
import { type EncodedCodec, encode, encodedCodecOf } from './encode.ts';

const EXTENSION: Record<EncodedCodec, string> = {
  gsm: 'gsm',
  wav49: 'WAV',
  wav: 'wav',
  ulaw: 'ulaw',
  alaw: 'alaw',
  sln: 'sln',
};
const CODECS = Object.keys(EXTENSION) as EncodedCodec[];
const WAV49_HEADER_BYTES = 60;

/** Clipped, loud, quiet, and everything between. */
const MADE = [
  'synth 2 sine 50-3950',
  'synth 1 sine 50-7900 vol 0.05',
  'synth 1 square 40-3000',
  'synth 1 whitenoise',
  'synth 1 pinknoise vol 0.02',
  'trim 0 0.33',
];
const sound = (effects: string) => samplesOf(madeBySox('-r 8000 -t s16 -L', effects));
const samplesOf = (bytes: Uint8Array) => new Int16Array(Uint8Array.from(bytes).buffer);
const speech = UTTERANCES.map((utterance) => samplesOf(recordingIn('sln', utterance).bytes));
const SOUNDS = [...MADE.map(sound), ...speech];
/** What callers said to a real Asterisk, as far as nothing was lost before: other codecs stored. */
const ASTERISK = FIXTURES.map((name) => soundOf(readFixture(name))).filter(
  ({ extension }) => !['gsm', 'WAV'].includes(extension),
);

function decoded(codec: EncodedCodec, bytes: Uint8Array): Int16Array {
  const playable = toPlayable([{ bytes, extension: EXTENSION[codec] }]);
  if (playable.kind !== 'wav') throw new Error(`.${codec} is ${playable.kind}`);
  return samplesOfWav(playable.bytes);
}

test.each(CODECS)('encode() of sweeps, clipping, noise, silence and speech in %s is what sox makes', async (codec) => {
  for (const [number, samples] of SOUNDS.entries()) {
    const ours = soundIn(codec, await encode(codec, samples));
    expect(Buffer.compare(ours, encodedBySox(codec, samples)), `sound ${number}`).toBe(0);
  }
});

test.each(CODECS)('encode() of what a real Asterisk recorded is what sox makes in %s', async (codec) => {
  expect(ASTERISK.length).toBeGreaterThanOrEqual(4);
  for (const stored of ASTERISK) {
    const samples = referenceSamples(stored);
    const ours = soundIn(codec, await encode(codec, samples));
    expect(Buffer.compare(ours, encodedBySox(codec, samples)), stored.extension).toBe(0);
  }
});

test.each(CODECS)('what encode() makes in %s is heard by sox as by us', async (codec) => {
  for (const samples of SOUNDS) {
    const bytes = await encode(codec, samples);
    expect(decoded(codec, bytes)).toEqual(referenceSamples({ bytes: Buffer.from(bytes), extension: EXTENSION[codec] }));
  }
});

/** How much louder the speech is than what the codec adds to it, in dB. */
const LEAST_DB: Record<EncodedCodec, number> = { gsm: 9, wav49: 9, wav: 200, ulaw: 33, alaw: 33, sln: 200 };

test.each(CODECS)('encode() of speech in %s keeps the noise down, whoever decodes', async (codec) => {
  for (const samples of speech) {
    const bytes = await encode(codec, samples);
    const ours = signalToNoiseDb(samples, decoded(codec, bytes));
    const theirs = signalToNoiseDb(samples, decoded(codec, fileOf(encodedBySox(codec, samples), bytes)));
    process.stdout.write(`| ${codec} | our encoder ${ours.toFixed(1)} dB | sox's ${theirs.toFixed(1)} dB |\n`);
    expect(ours).toBeGreaterThanOrEqual(LEAST_DB[codec]);
    expect(ours).toBe(theirs);
  }
});

/** Sox's sound behind our header. */
const fileOf = (sox: Uint8Array, ours: Uint8Array) => Buffer.concat([ours.subarray(0, ours.length - sox.length), sox]);

/** Behind the first tenth of a second: GSM takes out what is constant, and needs a while for it. */
function signalToNoiseDb(samples: Int16Array, heard: Int16Array): number {
  let [signal, noise] = [0, 0];
  for (let at = 800; at < samples.length; at++) {
    signal += (samples[at] ?? 0) ** 2;
    noise += ((samples[at] ?? 0) - (heard[at] ?? 0)) ** 2;
  }
  return noise === 0 ? Number.POSITIVE_INFINITY : 10 * Math.log10(signal / noise);
}

test.each([
  ['greeting-unavail.wav49.eml', 'wav49', 478 * 320],
  ['withheld.wav49.eml', 'wav49', 269 * 320],
  ['acme-sales.wav.eml', 'wav', 73_268],
] as const)('encode() begins as Asterisk did: %s', async (name, codec, sampleCount) => {
  const stored = soundOf(readFixture(name)).bytes;
  const ours = await encode(codec, new Int16Array(sampleCount));
  expect(ours.length).toBe(stored.length);
  const headerBytes = codec === 'wav' ? 44 : WAV49_HEADER_BYTES;
  expect(Buffer.from(ours.subarray(0, headerBytes))).toEqual(Buffer.from(stored.subarray(0, headerBytes)));
});

test.each(CODECS)('encode() of nothing in %s is a file without sound', async (codec) => {
  expect(soundIn(codec, await encode(codec, new Int16Array())).length).toBe(0);
});

test('encode() of a piece more than one is as if it were one', async () => {
  const samples = sound('synth 5 pinknoise');
  expect(samples.length).toBeGreaterThan(2 * 51 * 320);
  expect(Buffer.compare(await encode('gsm', samples), encodedBySox('gsm', samples))).toBe(0);
});

test('encodedCodecOf() knows what format= may say, and what we cannot write', () => {
  const names = ['wav49', 'WAV', 'wav', 'gsm', 'ulaw', 'pcm', 'alaw', 'sln', 'raw', 'g722', 'ogg', 'sln16', 'g729'];
  expect(names.map(encodedCodecOf)).toEqual([
    ...['wav49', 'wav49', 'wav', 'gsm', 'ulaw', 'ulaw', 'alaw', 'sln', 'sln'],
    ...[null, null, null, null],
  ]);
});
