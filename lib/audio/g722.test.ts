import { expect, test } from 'vitest';
import { difference, referenceSamples } from '#test/reference-decoders.ts';
import { decodeG722 } from './g722.ts';

test('decodeG722() agrees with ffmpeg where a code is held until everything has saturated', () => {
  const held = Uint8Array.from({ length: 256 * 600 }, (_, at) => Math.floor(at / 600));
  expect(difference(decodeG722(held), referenceSamples({ bytes: held, extension: 'g722' }))).toBeNull();
});

test('decodeG722() gives two samples for every byte', () => {
  expect(decodeG722(new Uint8Array(7)).length).toBe(14);
  expect(decodeG722(new Uint8Array()).length).toBe(0);
});
