import { expect, test } from 'vitest';
import { difference, referenceSamples } from '#test/reference-decoders.ts';
import { decodeG722, G722Decoder } from './g722.ts';

test('decodeG722() agrees with ffmpeg where a code is held until everything has saturated', () => {
  const held = Uint8Array.from({ length: 256 * 600 }, (_, at) => Math.floor(at / 600));
  expect(difference(decodeG722(held), referenceSamples({ bytes: held, extension: 'g722' }))).toBeNull();
});

test('decodeG722() agrees with ffmpeg about noise', () => {
  const noise = noiseOf(300_000);
  expect(difference(decodeG722(noise), referenceSamples({ bytes: noise, extension: 'g722' }))).toBeNull();
});

test('G722Decoder decodes pieces shorter and longer than its parts as it does the whole', () => {
  const noise = noiseOf(8000);
  for (const pieceBytes of [1, 7, 1023, 1024, 1025, 3000]) {
    const decoder = new G722Decoder();
    const pieces: number[] = [];
    for (let at = 0; at < noise.length; at += pieceBytes) {
      pieces.push(...decoder.decode(noise.subarray(at, at + pieceBytes)));
    }
    expect(difference(Int16Array.from(pieces), decodeG722(noise)), `pieces of ${pieceBytes}`).toBeNull();
  }
});

test('decodeG722() gives two samples for every byte', () => {
  expect(decodeG722(new Uint8Array(7)).length).toBe(14);
  expect(decodeG722(new Uint8Array()).length).toBe(0);
});

/** The same bytes each time, of which none follows from those before as it would in speech. */
function noiseOf(length: number): Uint8Array {
  let state = 1;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return state >>> 24;
  });
}
