import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fuzzOurs } from '#test/fuzz.ts';
import { CODECS, recordingIn, type StoredCodec } from '#test/wav.ts';
import { gainsOf } from './gains.ts';
import { speechLevelDb } from './level.ts';
import { lineAround } from './noise-floor.ts';
import { decodePcm16 } from './pcm.ts';
import { type Outline, outlineOf } from './peaks.ts';
import { recognise } from './recognise.ts';
import { type Samples, StoredSamples } from './samples.ts';
import { silencesOf } from './silences.ts';
import { SoundMeter } from './sound-meter.ts';

const RATE_HZ = 8000;
/** Without the silence that a fixture begins and ends with. */
function spoken({ bytes }: { bytes: Uint8Array }): Int16Array {
  const samples = decodePcm16(bytes);
  const isHeard = (sample: number) => Math.abs(sample) > 300;
  return samples.subarray(samples.findIndex(isHeard), samples.findLastIndex(isHeard));
}

const words = spoken(recordingIn('sln'));
const others = spoken(recordingIn('sln', 'meeting'));

/** Some sound of so many seconds: the same noise each time, of a level that says how loud its effective value is. */
function noise(seconds: number, levelDb: number): Int16Array {
  let seed = 1;
  const amplitude = 32_768 * 10 ** (levelDb / 20) * Math.sqrt(3);
  return Int16Array.from({ length: seconds * RATE_HZ }, () => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return amplitude * ((seed >> 15) / 32_768 - 1);
  });
}

function tone(seconds: number, hertz: number, levelDb: number): Int16Array {
  const amplitude = 32_768 * 10 ** (levelDb / 20) * Math.SQRT2;
  const at = (n: number) => amplitude * Math.sin((2 * Math.PI * hertz * n) / RATE_HZ);
  return Int16Array.from({ length: seconds * RATE_HZ }, (_, n) => at(n));
}

const quieter = (samples: Int16Array, db: number) => samples.map((sample) => sample * 10 ** (-db / 20));
const inOrder = (...parts: Int16Array[]) => Int16Array.from(parts.flatMap((part) => [...part]));
const mixed = (one: Int16Array, other: Int16Array) => one.map((sample, at) => sample + (other[at] ?? 0));

/** In pieces of odd lengths, as a decoder gives them. */
function asSound(samples: Int16Array, pieceSamples = 777): Samples {
  return {
    sampleRateHz: RATE_HZ,
    sampleCount: samples.length,
    async *between(first, end) {
      for (let at = first; at < end; at += pieceSamples) yield samples.subarray(at, Math.min(end, at + pieceSamples));
    },
  };
}

const outline = (...parts: Int16Array[]) => outlineOf([asSound(inOrder(...parts))]);
const skipped = ({ silences }: Outline) => silences.reduce((sum, it) => sum + it.endSeconds - it.startSeconds, 0);

function gainAt({ gains }: Outline, seconds: number): number {
  const behind = gains.findIndex(({ atSeconds }) => atSeconds > seconds);
  const [from, to] = [gains[behind - 1] ?? gains[behind], gains[behind] ?? gains.at(-1)];
  if (!from || !to || from === to) return to?.gainDb ?? 0;
  return from.gainDb + ((to.gainDb - from.gainDb) * (seconds - from.atSeconds)) / (to.atSeconds - from.atSeconds);
}

/** What is heard of it with even loudness. */
function evened(samples: Int16Array, shape: Outline): Int16Array {
  return samples.map((sample, at) => sample * 10 ** (gainAt(shape, at / RATE_HZ) / 20));
}

const call = inOrder(words, new Int16Array(3 * RATE_HZ), others);
const callSeconds = call.length / RATE_HZ;

test.each([
  ['without a sound', call],
  ['that hisses', mixed(call, noise(callSeconds, -48))],
  ['that hisses only where nobody speaks', inOrder(words, noise(3, -61), others)],
  ['that hums, and whose zero is shifted', mixed(call, tone(callSeconds, 50, -30)).map((sample) => sample + 800)],
])('outlineOf() finds three seconds between words on a line %s, and leaves 0.2 s of it', async (_, samples) => {
  const { silences } = await outline(samples);
  const wordsEnd = words.length / RATE_HZ;
  expect(silences).toHaveLength(1);
  const [{ startSeconds, endSeconds }] = silences as [Outline['silences'][number]];
  expect(startSeconds - wordsEnd).toBeCloseTo(0.14, 1);
  expect(startSeconds).toBeGreaterThan(wordsEnd + 0.02);
  expect(endSeconds - wordsEnd).toBeCloseTo(3 - 0.08, 1);
});

test('outlineOf() finds the pause in a noisy call too, where words are 20 dB above the noise', async () => {
  const shape = await outline(mixed(call, noise(callSeconds, (speechLevelDb(words) ?? 0) - 22)));
  expect(shape.silences).toHaveLength(1);
  expect(skipped(shape)).toBeGreaterThan(2.5);
});

test('outlineOf() finds none where somebody speaks, nor in a pause of half a second', async () => {
  expect((await outline(words, new Int16Array(RATE_HZ * 0.5), others)).silences).toEqual([]);
});

test.each([
  ['a tone that does not stop', tone(8, 425, -18)],
  ['music as even as that', mixed(tone(8, 440, -24), tone(8, 660, -24))],
  ['noise alone, which may be somebody in the street', noise(8, -35)],
  ['words that are 25 dB quieter than what was said before', inOrder(words, quieter(others, 25))],
])('outlineOf() takes %s for no silence', async (_, samples) => {
  expect((await outline(samples)).silences).toEqual([]);
});

test('outlineOf() hears no word in a click of the line, and finds one silence around it', async () => {
  const pause = new Int16Array(4 * RATE_HZ);
  pause.fill(12_000, 2 * RATE_HZ, 2 * RATE_HZ + 80);
  const { silences } = await outline(words, pause, others);
  expect(silences).toHaveLength(1);
});

test('outlineOf() finds that a message without a word is silence from end to end', async () => {
  for (const samples of [new Int16Array(5 * RATE_HZ), noise(5, -70)]) {
    const shape = await outline(samples);
    expect(skipped(shape)).toBeCloseTo(4.78, 1);
    expect(Math.max(...shape.peaks)).toBeLessThan(64);
    expect(shape.gains.every(({ gainDb }) => gainDb === 0)).toBe(true);
  }
});

test('outlineOf() brings a quiet and a loud half to the same level, and cuts off nothing', async () => {
  const uneven = inOrder(quieter(words, 15), new Int16Array(RATE_HZ), words);
  const shape = await outline(uneven);
  const half = words.length + RATE_HZ / 2;
  const levels = (samples: Int16Array) =>
    [samples.subarray(0, half), samples.subarray(half)].map((part) => speechLevelDb(part) ?? 0);
  const [quiet = 0, loud = 0] = levels(uneven);
  const [quietThen = 0, loudThen = 0] = levels(evened(uneven, shape));
  expect(loud - quiet).toBeGreaterThan(12);
  expect(Math.abs(loudThen - quietThen)).toBeLessThan(2.5);
  expect(evened(uneven, shape).reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)).toBeLessThan(32_000);
});

test('outlineOf() makes neither silence nor noise louder', async () => {
  const shape = await outline(mixed(quieter(call, 18), noise(callSeconds, -60)));
  const middle = words.length / RATE_HZ + 1.5;
  expect(gainAt(shape, middle)).toBe(0);
  expect(gainAt(shape, 1)).toBeGreaterThan(8);
  expect(Math.max(...shape.gains.map(({ gainDb }) => gainDb))).toBeLessThanOrEqual(18);
  const street = await outline(noise(5, -40));
  expect(street.gains.every(({ gainDb }) => gainDb <= 0)).toBe(true);
});

test('outlineOf() draws 400 bars, the loudest to the top, and silence at the foot', async () => {
  const { peaks } = await outline(words, new Int16Array(5 * RATE_HZ), others);
  expect(peaks).toHaveLength(400);
  expect(Math.max(...peaks)).toBe(255);
  const total = words.length / RATE_HZ + 5 + others.length / RATE_HZ;
  const pause = Math.round((400 * (words.length / RATE_HZ + 2)) / total);
  expect(peaks.slice(pause, pause + 40).every((peak) => peak === 0)).toBe(true);
  expect((await outline(words)).peaks).toHaveLength(Math.ceil((words.length / RATE_HZ) * 50));
});

test('outlineOf() joins an intro of another rate, and says where it ends', async () => {
  const intro = { ...asSound(words), sampleRateHz: 16_000 };
  const { introSeconds, durationSeconds } = await outlineOf([intro, asSound(others)]);
  expect(introSeconds).toBe(words.length / 16_000);
  expect(durationSeconds).toBeCloseTo(introSeconds + others.length / RATE_HZ, 6);
});

test.each(CODECS.filter((codec): codec is Exclude<StoredCodec, 'ogg'> => codec !== 'ogg'))(
  'outlineOf() draws what is stored as %s as it draws the same words elsewhere',
  async (codec) => {
    const { bytes, extension } = recordingIn(codec);
    const recognised = recognise({ bytes, extension });
    if (recognised.kind !== 'samples') throw new Error(recognised.kind);
    const stored = new StoredSamples(recognised.coding, async (first, end) => bytes.subarray(first, end));
    const [peaks, expected] = [
      (await outlineOf([stored])).peaks,
      (await outline(decodePcm16(recordingIn('sln').bytes))).peaks,
    ];
    const far = expected.filter((peak, at) => Math.abs(peak - (peaks[at] ?? 0)) > 80);
    expect(far.length).toBeLessThan(expected.length * 0.1);
  },
);

/** Levels as calls have them: stretches of one loudness, some frames of which are off. */
const levels = fc
  .array(
    fc.record({ frames: fc.integer({ min: 1, max: 120 }), db: fc.integer({ min: -96, max: 0 }), sway: fc.nat(12) }),
    { maxLength: 8 },
  )
  .map((stretches) =>
    Int8Array.from(
      stretches.flatMap(({ frames, db, sway }) =>
        Array.from({ length: frames }, (_, at) => Math.max(-96, db - ((at * 7) % (sway + 1)))),
      ),
    ),
  );

fuzzOurs('silencesOf() gives stretches in order, apart from one another and inside the sound', levels, (levelsDb) => {
  let before = 0;
  for (const { first, end } of silencesOf(levelsDb, lineAround(levelsDb))) {
    expect(first).toBeGreaterThan(before);
    expect(end - first).toBeGreaterThanOrEqual(19);
    before = end;
  }
  expect(before).toBeLessThanOrEqual(levelsDb.length);
});

fuzzOurs('gainsOf() gives places in order, and gains between the bounds', levels, (levelsDb) => {
  const lineAt = lineAround(levelsDb);
  let before = 0;
  for (const { atSeconds, gainDb } of gainsOf({ levelsDb, peaksDb: levelsDb }, silencesOf(levelsDb, lineAt), lineAt)) {
    expect(atSeconds).toBeGreaterThanOrEqual(before);
    expect(gainDb).toBeGreaterThanOrEqual(-12);
    expect(gainDb).toBeLessThanOrEqual(18);
    before = atSeconds;
  }
});

const cut = fc.record({
  samples: fc.uint8Array({ maxLength: 1500 }).map(decodePcm16),
  rate: fc.integer({ min: 8000, max: 48_000 }),
  pieces: fc.integer({ min: 1, max: 400 }),
});

fuzzOurs('SoundMeter measures the same in whatever pieces it is given', cut, ({ samples, rate, pieces }) => {
  const whole = new SoundMeter(rate, samples.length);
  whole.add(samples);
  const inPieces = new SoundMeter(rate, samples.length);
  for (let at = 0; at < samples.length; at += pieces) inPieces.add(samples.subarray(at, at + pieces));
  expect(inPieces.levelsDb).toEqual(whole.levelsDb);
  expect(inPieces.peaksDb).toEqual(whole.peaksDb);
});
