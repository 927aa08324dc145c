import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fuzzOurs } from '#test/fuzz.ts';
import { madeBySox } from '#test/reference-decoders.ts';
import { recordingIn } from '#test/wav.ts';
import { leveled, speechLevelDb } from './level.ts';
import { decodePcm16 } from './pcm.ts';
import { telephoneSound } from './telephone.ts';

const LONG = 60;
const speech = decodePcm16(recordingIn('sln').bytes);

async function heard(bytes: Uint8Array): Promise<Int16Array> {
  const sound = await telephoneSound(bytes, LONG);
  if (sound.kind === 'unsupported') throw new Error(sound.reason);
  return sound.samples;
}

/** How much of a tone is in it, in dB below all of it. */
function shareDb(samples: Int16Array, hertz: number): number {
  let [sine, cosine, all] = [0, 0, 0];
  const inner = samples.subarray(800, -800);
  for (const [at, sample] of inner.entries()) {
    sine += sample * Math.sin((2 * Math.PI * hertz * at) / 8000);
    cosine += sample * Math.cos((2 * Math.PI * hertz * at) / 8000);
    all += sample ** 2;
  }
  return 10 * Math.log10((2 * (sine ** 2 + cosine ** 2)) / (inner.length * all));
}

test.each([
  '-r 8000 -b 8 -e unsigned -c 1',
  '-r 8000 -b 24 -c 1',
  '-r 11025 -b 16 -c 1',
  '-r 16000 -b 32 -c 1',
  '-r 22050 -b 24 -c 2',
  '-r 44100 -b 16 -c 2',
  '-r 48000 -b 32 -e floating-point -c 2',
  '-r 48000 -b 64 -e floating-point -c 1',
  '-r 96000 -b 24 -c 6',
  '-r 8000 -e a-law -c 1',
  '-r 8000 -e gsm -c 1',
])('telephoneSound() makes one second of a tone at -16 dBFS of a WAV %s', async (output) => {
  const samples = await heard(madeBySox(`${output} -t wav`, 'synth 1 sine 1000 vol 0.03'));
  expect(Math.abs(samples.length - 8000)).toBeLessThanOrEqual(320);
  expect(speechLevelDb(samples)).toBeCloseTo(-16, 0);
  expect(shareDb(samples, 1000)).toBeGreaterThan(-0.3);
});

test('telephoneSound() lets no tone fold over: 70 dB below what was there', async () => {
  for (const hertz of [5000, 6500, 7900, 11_000, 15_900, 20_000]) {
    const mixed = madeBySox('-r 48000 -b 24 -t wav', `synth 2 sine 500 synth 2 sine mix ${hertz}`);
    const alias = Math.abs(hertz - 8000 * Math.round(hertz / 8000));
    const rejectedDb = shareDb(await heard(mixed), alias);
    process.stdout.write(`| ${hertz} Hz at 48,000 Hz | ${rejectedDb.toFixed(0)} dB at ${alias} Hz |\n`);
    expect(rejectedDb).toBeLessThan(-70);
  }
});

test('telephoneSound() refuses what is no WAV, holds nothing, or is too long', async () => {
  const reasonOf = async (bytes: Uint8Array, maxSeconds = LONG) => {
    const sound = await telephoneSound(bytes, maxSeconds);
    return sound.kind === 'unsupported' ? sound.reason : sound.kind;
  };
  const wav = madeBySox('-r 48000 -b 16 -t wav', 'synth 2 sine 1000');
  expect(await reasonOf(wav, 1.9)).toBe('too-long');
  expect(await reasonOf(wav, 2)).toBe('samples');
  expect(await reasonOf(Buffer.from('ID3 and so on'))).toBe('damaged');
  expect(await reasonOf(recordingIn('ogg').bytes)).toBe('codec-unknown');
  expect(await reasonOf(new Uint8Array())).toBe('empty');
  expect(await reasonOf(madeBySox('-r 8000 -t wav', 'trim 0 0'))).toBe('empty');
});

test('leveled() brings speech of any level to -16 dBFS, and cuts nothing off', () => {
  for (const gain of [0.12, 0.25, 1, 1.5]) {
    const louder = leveled(speech.map((sample) => Math.max(-32_768, Math.min(32_767, sample * gain))));
    expect(Math.abs((speechLevelDb(louder) ?? 0) + 16), `times ${gain}`).toBeLessThan(1.5);
    expect(louder.reduce((highest, sample) => Math.max(highest, Math.abs(sample)), 0)).toBeLessThanOrEqual(29_204);
  }
});

test('leveled() turns a click down before it comes, and leaves the rest', () => {
  const clicked = Int16Array.from(speech);
  clicked[8000] = 32_767;
  clicked[8001] = -32_768;
  const [plain, limited] = [leveled(speech), leveled(clicked)];
  expect(Math.abs(limited[8000] ?? 0)).toBeLessThanOrEqual(29_204);
  expect(limited.subarray(0, 2000).some((sample) => sample !== 0)).toBe(true);
  expect(Math.abs((speechLevelDb(limited) ?? 0) - (speechLevelDb(plain) ?? 0))).toBeLessThan(1);
});

test('leveled() does not make silence, or the hum of an empty room, sound like speech', () => {
  const hum = Int16Array.from({ length: 8000 }, (_, at) => Math.round(40 * Math.sin(at / 20)));
  expect(leveled(hum)).toEqual(hum);
  expect(leveled(new Int16Array(1000))).toEqual(new Int16Array(1000));
  expect(speechLevelDb(new Int16Array())).toBeNull();
});

fuzzOurs(
  'leveled() never makes anything louder than -1 dBFS, nor loses a sample',
  fc.array(fc.oneof(fc.integer({ min: -32_768, max: 32_767 }), fc.constantFrom(0, 32_767, -32_768)), {
    maxLength: 400,
  }),
  (values) => {
    const samples = Int16Array.from(values);
    const louder = leveled(samples);
    expect(louder.length).toBe(samples.length);
    if (speechLevelDb(samples) !== null) expect(louder.some((sample) => Math.abs(sample) > 29_204)).toBe(false);
  },
);
