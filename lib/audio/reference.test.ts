import { expect, test } from 'vitest';
import { compareDecoding } from '#test/compare-decoding.ts';
import { FIXTURES, readFixture, soundOf } from '#test/fixtures.ts';
import { DECODED_EXTENSIONS, encodedByFfmpeg, madeBySox } from '#test/reference-decoders.ts';
import { CODECS, recordingIn, UTTERANCES } from '#test/wav.ts';

/** How sox makes a sound of each codec; ffmpeg goes on to G.722. */
const SOX_OUTPUT: Record<string, string> = {
  gsm: '-r 8000 -t gsm',
  WAV: '-r 8000 -e gsm -t wav',
  wav: '-r 8000 -b 16 -t wav',
  wav16: '-r 16000 -b 16 -t wav',
  ulaw: '-r 8000 -t ul',
  alaw: '-r 8000 -t al',
  sln: '-r 8000 -t s16 -L',
  sln16: '-r 16000 -t s16 -L',
};

/** Loud enough to overflow, quiet enough to be mostly rounding, and everything between. */
const SOUNDS = [
  'synth 2 sine 50-3950',
  'synth 2 sine 50-7900 vol 0.05',
  'synth 1 square 40-3000',
  'synth 1 whitenoise',
  'synth 1 pinknoise vol 0.02',
  'trim 0 0.5',
];

function made(extension: string, sound: string): Uint8Array {
  return extension === 'g722' ? encodedByFfmpeg(made('sln16', sound)) : madeBySox(SOX_OUTPUT[extension] ?? '', sound);
}

test.each(FIXTURES)('toPlayable() decodes what a real Asterisk stored as sox does: %s', (name) => {
  const { codec, samples, difference } = compareDecoding(soundOf(readFixture(name)));
  process.stdout.write(`| ${name} | ${codec} | ${samples} | ${difference ?? "equal sox's"} |\n`);
  expect(difference).toBeNull();
});

test.each(CODECS.filter((codec) => codec !== 'ogg'))(
  'toPlayable() decodes speech in %s as the reference does',
  (codec) => {
    for (const utterance of UTTERANCES) {
      expect(compareDecoding(recordingIn(codec, utterance))).toMatchObject({ codec, difference: null });
    }
  },
);

test.each(DECODED_EXTENSIONS)(
  'toPlayable() decodes sweeps, clipping, noise and silence in .%s as the reference does',
  (extension) => {
    for (const sound of SOUNDS) {
      const bytes = made(extension, sound);
      const { samples, difference } = compareDecoding({ bytes, extension });
      expect(difference, sound).toBeNull();
      expect(samples).toBeGreaterThanOrEqual(4000);
    }
  },
);

test.each(DECODED_EXTENSIONS)('toPlayable() decodes .%s cut anywhere as the reference does', (extension) => {
  const whole = made(extension, 'synth 0.2 whitenoise');
  const shortest = whole.length > 4000 ? 64 : 128;
  for (let length = whole.length - 1; length > shortest; length -= Math.ceil(whole.length / 40)) {
    const bytes = whole.subarray(0, length);
    expect(compareDecoding({ bytes, extension }).difference, `${length} of ${whole.length} bytes`).toBeNull();
  }
});

test.each(DECODED_EXTENSIONS)('toPlayable() decodes every byte there is in .%s as the reference does', (extension) => {
  const header = extension.toLowerCase().startsWith('wav') ? 60 : 0;
  const bytes = Uint8Array.from(made(extension, 'synth 1 whitenoise'));
  for (let at = header; at < bytes.length; at++) bytes[at] = (at * 167 + (at >> 8) * 89) & 0xff;
  if (extension === 'gsm') for (let at = 0; at < bytes.length; at += 33) bytes[at] = 0xd0 | (at & 0xf);
  expect(compareDecoding({ bytes, extension }).difference).toBeNull();
});

test.each([
  ['8 bit', '-r 8000 -b 8 -e unsigned'],
  ['stereo', '-r 8000 -b 16 -c 2'],
  ['8 bit stereo at 44,100 Hz', '-r 44100 -b 8 -e unsigned -c 2'],
  ['WAVE_FORMAT_EXTENSIBLE of three channels', '-r 8000 -b 16 -c 3'],
  ['µ-law in RIFF', '-r 8000 -e u-law'],
  ['A-law in RIFF, stereo', '-r 8000 -e a-law -c 2'],
])('toPlayable() decodes a WAV of %s as sox does', (_, output) => {
  const bytes = madeBySox(`${output} -t wav`, 'synth 0.5 sine 300 whitenoise sine 50-3900');
  const { samples, difference } = compareDecoding({ bytes, extension: 'wav' });
  expect(difference).toBeNull();
  expect(samples).toBeGreaterThanOrEqual(4000);
});
