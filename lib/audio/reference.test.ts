import { expect, test } from 'vitest';
import { FIXTURES, readFixture, soundOf } from '#test/fixtures.ts';
import { difference, encodedByFfmpeg, ffmpegSamples, madeBySox, soxSamples } from '#test/reference-decoders.ts';
import { recordingIn, samplesOfWav, UTTERANCES } from '#test/wav.ts';
import { toPlayable } from './decode.ts';
import type { StoredSound } from './recognise.ts';

/** Who else decodes it, what makes it, by extension: every codec that Asterisk stores but Ogg, which we do not decode. */
const CODECS = {
  gsm: { reference: (bytes: Uint8Array) => soxSamples(bytes, 'gsm'), make: sox('-r 8000 -t gsm') },
  WAV: { reference: (bytes: Uint8Array) => soxSamples(bytes, 'wav'), make: sox('-r 8000 -e gsm -t wav') },
  wav: { reference: (bytes: Uint8Array) => soxSamples(bytes, 'wav'), make: sox('-r 8000 -b 16 -t wav') },
  wav16: { reference: (bytes: Uint8Array) => soxSamples(bytes, 'wav'), make: sox('-r 16000 -b 16 -t wav') },
  ulaw: { reference: (bytes: Uint8Array) => soxSamples(bytes, 'ulaw'), make: sox('-r 8000 -t ul') },
  alaw: { reference: (bytes: Uint8Array) => soxSamples(bytes, 'alaw'), make: sox('-r 8000 -t al') },
  sln: { reference: (bytes: Uint8Array) => soxSamples(bytes, 'sln'), make: sox('-r 8000 -t s16 -L') },
  sln16: { reference: (bytes: Uint8Array) => soxSamples(bytes, 'sln16'), make: sox('-r 16000 -t s16 -L') },
  g722: { reference: ffmpegSamples, make: (sound: string) => encodedByFfmpeg(sox('-r 16000 -t s16 -L')(sound)) },
};
type Extension = keyof typeof CODECS;
const EXTENSIONS = Object.keys(CODECS) as Extension[];

/** Loud enough to overflow, quiet enough to be mostly rounding, and everything between. */
const SOUNDS = [
  'synth 2 sine 50-3950',
  'synth 2 sine 50-7900 vol 0.05',
  'synth 1 square 40-3000',
  'synth 1 whitenoise',
  'synth 1 pinknoise vol 0.02',
  'trim 0 0.5',
];

function sox(output: string): (sound: string) => Uint8Array {
  return (sound) => madeBySox(output, sound);
}

function ours(sound: StoredSound): Int16Array {
  const playable = toPlayable([sound]);
  return playable.kind === 'wav' ? samplesOfWav(playable.bytes) : new Int16Array();
}

function isKnown(extension: string): extension is Extension {
  return extension in CODECS;
}

/** Where we and the reference part. */
function differenceOf(sound: StoredSound): string | null {
  if (!isKnown(sound.extension)) return `no reference for ${sound.extension}`;
  return difference(ours(sound), CODECS[sound.extension].reference(sound.bytes));
}

test.each(FIXTURES)('toPlayable() decodes what a real Asterisk stored as sox does: %s', (name) => {
  expect(differenceOf(soundOf(readFixture(name)))).toBeNull();
});

test.each(EXTENSIONS)('toPlayable() decodes speech in .%s as the reference does', (extension) => {
  const codec = extension === 'WAV' ? 'wav49' : extension;
  for (const utterance of UTTERANCES) {
    const sound = recordingIn(codec, utterance);
    expect(sound.extension).toBe(extension);
    expect(ours(sound).length).toBeGreaterThan(16_000);
    expect(differenceOf(sound)).toBeNull();
  }
});

test.each(EXTENSIONS)(
  'toPlayable() decodes sweeps, clipping, noise and silence in .%s as the reference does',
  (extension) => {
    for (const sound of SOUNDS) {
      const bytes = CODECS[extension].make(sound);
      expect(ours({ bytes, extension }).length).toBeGreaterThanOrEqual(4000);
      expect(differenceOf({ bytes, extension }), sound).toBeNull();
    }
  },
);

test.each(EXTENSIONS)('toPlayable() decodes .%s cut anywhere as the reference does', (extension) => {
  const whole = CODECS[extension].make('synth 0.2 whitenoise');
  const shortest = whole.length > 4000 ? 64 : 128;
  for (let length = whole.length - 1; length > shortest; length -= Math.ceil(whole.length / 40)) {
    const bytes = whole.subarray(0, length);
    expect(differenceOf({ bytes, extension }), `${length} of ${whole.length} bytes`).toBeNull();
  }
});

test.each(EXTENSIONS)('toPlayable() decodes every byte there is in .%s as the reference does', (extension) => {
  const header = extension.toLowerCase().startsWith('wav') ? 60 : 0;
  const bytes = Uint8Array.from(CODECS[extension].make('synth 1 whitenoise'));
  for (let at = header; at < bytes.length; at++) bytes[at] = (at * 167 + (at >> 8) * 89) & 0xff;
  if (extension === 'gsm') for (let at = 0; at < bytes.length; at += 33) bytes[at] = 0xd0 | (at & 0xf);
  expect(differenceOf({ bytes, extension })).toBeNull();
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
  expect(ours({ bytes, extension: 'wav' }).length).toBeGreaterThanOrEqual(4000);
  expect(differenceOf({ bytes, extension: 'wav' })).toBeNull();
});
