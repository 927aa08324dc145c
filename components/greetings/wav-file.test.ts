import { expect, test } from 'vitest';
import { telephoneSound } from '#lib/audio/telephone.ts';
import { mostSeconds, wavFile } from './wav-file.ts';

const RATE_HZ = 16_000;
const tone = Float32Array.from({ length: RATE_HZ * 2 }, (_, i) => 2 * Math.sin((2 * Math.PI * 440 * i) / RATE_HZ));
const sound = { sampleRate: RATE_HZ, getChannelData: () => tone };
const bytesOf = async (file: Blob) => new Uint8Array(await file.arrayBuffer());

test('wavFile() is what the server makes telephone sound of, as long as told', async () => {
  const made = await telephoneSound(await bytesOf(wavFile(sound, 1.5)), 10);
  expect(made).toMatchObject({ kind: 'samples', durationSeconds: 1.5 });
});

test('wavFile() keeps what is too loud within 16 bits', async () => {
  const { buffer } = await bytesOf(wavFile(sound, 2));
  const samples = new Int16Array(buffer, 44);
  expect([Math.max(...samples.subarray(0, 1000)), Math.min(...samples.subarray(0, 1000))]).toEqual([32_767, -32_767]);
});

test('mostSeconds() is what fits into the 8 MB that the server takes', async () => {
  const { size } = wavFile({ sampleRate: 8000, getChannelData: () => new Float32Array(8000 * 600) }, mostSeconds(8000));
  expect(size).toBeLessThanOrEqual(8 * 1024 * 1024);
  expect(size).toBeGreaterThan(8 * 1024 * 1024 - 16_000);
});
