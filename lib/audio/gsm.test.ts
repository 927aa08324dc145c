import { expect, test } from 'vitest';
import { recordingIn } from '#test/wav.ts';
import { decodeGsm, decodeWav49, looksLikeGsm } from './gsm.ts';

const FRAME_BYTES = 33;
const FRAME_SAMPLES = 160;
const speech = recordingIn('gsm').bytes;

test('decodeGsm() plays a frame without its signature as silence, and goes on after it', () => {
  const damaged = Uint8Array.from(speech);
  damaged[20 * FRAME_BYTES] = 0x5a;
  const [before, after] = [decodeGsm(speech), decodeGsm(damaged)];
  const start = 20 * FRAME_SAMPLES;
  expect(after.subarray(0, start)).toEqual(before.subarray(0, start));
  expect(after.subarray(start, start + FRAME_SAMPLES).some((sample) => sample !== 0)).toBe(false);
  expect(after.length).toBe(before.length);
  expect(after.subarray(start + FRAME_SAMPLES).some((sample) => sample !== 0)).toBe(true);
});

test('decodeGsm() leaves out a partial last frame', () => {
  expect(decodeGsm(speech.subarray(0, 2 * FRAME_BYTES + 32)).length).toBe(2 * FRAME_SAMPLES);
  expect(decodeGsm(speech.subarray(0, 32)).length).toBe(0);
});

test('decodeWav49() leaves out a partial last block', () => {
  expect(decodeWav49(new Uint8Array(2 * 65 + 64)).length).toBe(2 * 320);
});

test('looksLikeGsm() believes speech, even where every other frame is damaged', () => {
  const damaged = Uint8Array.from(speech);
  for (let frame = 1; frame * FRAME_BYTES < damaged.length; frame += 2) damaged[frame * FRAME_BYTES] = 0;
  expect([speech, damaged].map(looksLikeGsm)).toEqual([true, true]);
});

test('looksLikeGsm() does not believe other codecs, nor less than a frame', () => {
  const others = [
    recordingIn('ulaw').bytes,
    recordingIn('g722').bytes,
    recordingIn('sln').bytes,
    speech.subarray(0, 32),
  ];
  expect(others.map(looksLikeGsm)).toEqual([false, false, false, false]);
});
