import { expect, test } from 'vitest';
import { difference, referenceSamples } from '#test/reference-decoders.ts';
import { decodeAlaw, decodeUlaw } from './g711.ts';

const EVERY_CODE = Uint8Array.from({ length: 256 }, (_, code) => code);

test('decodeUlaw() gives for each of the 256 codes what sox gives', () => {
  expect(difference(decodeUlaw(EVERY_CODE), referenceSamples({ bytes: EVERY_CODE, extension: 'ulaw' }))).toBeNull();
});

test('decodeAlaw() gives for each of the 256 codes what sox gives', () => {
  expect(difference(decodeAlaw(EVERY_CODE), referenceSamples({ bytes: EVERY_CODE, extension: 'alaw' }))).toBeNull();
});
