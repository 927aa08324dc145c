import { expect, test } from 'vitest';
import { FIXTURES, readFixture, soundOf } from '#test/fixtures.ts';
import { difference } from '#test/reference-decoders.ts';
import { CODECS, recordingIn, samplesOfWav } from '#test/wav.ts';
import { type Playable, toPlayable } from './decode.ts';
import type { StoredSound } from './recognise.ts';

function wavFrom(...sounds: StoredSound[]): Extract<Playable, { kind: 'wav' }> {
  const playable = toPlayable(sounds);
  if (playable.kind !== 'wav') throw new Error(`toPlayable() gave ${JSON.stringify(playable)}`);
  return playable;
}

const gsm = recordingIn('gsm', 'meeting');
const noSound: StoredSound = { bytes: new Uint8Array(500), extension: 'mp3' };
const ogg = recordingIn('ogg');

test('toPlayable() gives back a well formed PCM WAV as it is', () => {
  const asterisks = soundOf(readFixture('acme-sales.wav.eml'));
  const wav16 = recordingIn('wav16');
  expect(Buffer.compare(wavFrom(asterisks).bytes, asterisks.bytes)).toBe(0);
  expect(Buffer.compare(wavFrom(wav16).bytes, wav16.bytes)).toBe(0);
});

test.each([0, 0xffff_ffff, 999_999])(
  'toPlayable() mends the header of a WAV that says it has %i bytes',
  (sizeBytes) => {
    const { bytes, extension } = recordingIn('wav');
    const lying = Buffer.from(bytes);
    lying.writeUInt32LE(sizeBytes, 4);
    lying.writeUInt32LE(sizeBytes, 40);
    expect(Buffer.compare(wavFrom({ bytes: lying, extension }).bytes, bytes)).toBe(0);
  },
);

test('toPlayable() gives a stored Ogg as it is', () => {
  expect(toPlayable([ogg])).toEqual({ kind: 'ogg', bytes: ogg.bytes, codec: 'ogg' });
});

test.each(CODECS.filter((codec) => codec !== 'ogg'))('toPlayable() says codec, rate and duration of %s', (codec) => {
  const { bytes, ...said } = wavFrom(recordingIn(codec));
  expect(said).toMatchObject({ kind: 'wav', codec, sampleRateHz: /16|722/.test(codec) ? 16_000 : 8000 });
  expect(said.durationSeconds).toBe(samplesOfWav(bytes).length / said.sampleRateHz);
  expect(Math.abs(said.durationSeconds - 3.58)).toBeLessThan(0.04);
});

test('toPlayable() plays the intro before the recording, whatever either is stored as', () => {
  for (const codec of ['wav49', 'ulaw', 'sln'] as const) {
    const intro = recordingIn(codec);
    const { bytes, codec: said } = wavFrom(intro, gsm);
    const apart = [intro, gsm].map((sound) => wavFrom(sound).bytes.subarray(44));
    expect(said).toBe('gsm');
    expect(Buffer.compare(bytes.subarray(44), Buffer.concat(apart))).toBe(0);
  }
});

test('toPlayable() plays every intro of a message that was forwarded more than once', () => {
  const { durationSeconds } = wavFrom(recordingIn('wav49'), recordingIn('alaw', 'delivery'), gsm);
  const apart = [recordingIn('wav49'), recordingIn('alaw', 'delivery'), gsm].map(
    (sound) => wavFrom(sound).durationSeconds,
  );
  expect(durationSeconds).toBeCloseTo(apart.reduce((total, seconds) => total + seconds));
});

test('toPlayable() joins two rates at the higher one, which leaves its own samples alone', () => {
  const wide = recordingIn('g722', 'meeting');
  const narrow = recordingIn('ulaw');
  const own = samplesOfWav(wavFrom(wide).bytes);
  for (const [sounds, place] of [
    [[narrow, wide], -own.length],
    [[wide, narrow], 0],
  ] as const) {
    const { bytes, sampleRateHz } = wavFrom(...sounds);
    const samples = samplesOfWav(bytes);
    expect(sampleRateHz).toBe(16_000);
    expect(samples.length).toBe(own.length + 2 * narrow.bytes.length);
    expect(difference(samples.slice(place).slice(0, own.length), own)).toBeNull();
  }
});

test('toPlayable() joins nothing above 48,000 Hz, but plays such a recording alone as it is', () => {
  const high = { bytes: new Uint8Array(19_200), extension: 'sln192' };
  expect(wavFrom(gsm, high).sampleRateHz).toBe(48_000);
  expect(wavFrom(high)).toMatchObject({ sampleRateHz: 192_000, durationSeconds: 0.05 });
});

test.each([
  ['of no codec that we know', noSound],
  ['of nothing', { bytes: new Uint8Array(), extension: 'gsm' }],
  ['in Ogg, which cannot be joined', ogg],
])('toPlayable() plays the recording alone after an intro %s', (_, intro) => {
  expect(wavFrom(intro, gsm)).toEqual(wavFrom(gsm));
});

test('toPlayable() gives an Ogg alone, without the intro', () => {
  expect(toPlayable([gsm, ogg])).toEqual(toPlayable([ogg]));
});

test.each([
  ['no sound at all', []],
  ['an empty file', [{ bytes: new Uint8Array(), extension: 'gsm' }]],
  ['a WAV of a header only', [{ bytes: recordingIn('wav').bytes.subarray(0, 44), extension: 'wav' }]],
  ['half a sample', [{ bytes: Uint8Array.of(7), extension: 'sln' }]],
  ['half a block', [{ bytes: recordingIn('wav49').bytes.subarray(0, 100), extension: 'WAV' }]],
])('toPlayable() gives "empty" for %s', (_, sounds) => {
  expect(toPlayable(sounds)).toEqual({ kind: 'unsupported', reason: 'empty' });
});

test('toPlayable() gives the reason of the recording, not of the intro', () => {
  expect(toPlayable([gsm, noSound])).toEqual({ kind: 'unsupported', reason: 'codec-unknown' });
});

test('toPlayable() does not change the bytes it was given', () => {
  for (const name of FIXTURES) {
    const { bytes, extension } = soundOf(readFixture(name));
    const before = Buffer.from(bytes);
    toPlayable([{ bytes, extension }]);
    expect(Buffer.compare(bytes, before)).toBe(0);
  }
});

const hourOf = (codec: 'gsm' | 'wav49' | 'g722', bytesPerSecond: number, header = 0) => {
  const { bytes, extension } = recordingIn(codec);
  const hour = Buffer.alloc(header + 3600 * bytesPerSecond, bytes.subarray(header));
  hour.set(bytes.subarray(0, header));
  if (header > 0) hour.writeUInt32LE(0, header - 4);
  return { bytes: hour, extension };
};

test.each([
  ['gsm', hourOf('gsm', 1650)],
  ['wav49', hourOf('wav49', 1625, 60)],
  ['g722', hourOf('g722', 8000)],
])('toPlayable() decodes an hour of %s in less than a minute', { timeout: 120_000 }, (codec, hour) => {
  const start = performance.now();
  const { durationSeconds } = wavFrom(hour);
  const tookSeconds = (performance.now() - start) / 1000;
  process.stdout.write(`an hour of ${codec}: ${Math.round(durationSeconds / tookSeconds)} times real time\n`);
  expect(Math.round(durationSeconds)).toBe(3600);
  expect(tookSeconds).toBeLessThan(60);
});
