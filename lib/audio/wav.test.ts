import { expect, test } from 'vitest';
import { wavOf } from './wav.ts';

test('wavOf() writes the 44 bytes of a mono 16 bit header, then the pieces', () => {
  const bytes = Buffer.from(wavOf([Int16Array.of(1, -2), Int16Array.of(0x0304)], 16_000));
  expect(bytes.toString('latin1', 0, 4)).toBe('RIFF');
  expect(bytes.readUInt32LE(4)).toBe(bytes.length - 8);
  expect(bytes.toString('latin1', 8, 16)).toBe('WAVEfmt ');
  expect(bytes.readUInt32LE(16)).toBe(16);
  expect([20, 22, 32, 34].map((at) => bytes.readUInt16LE(at))).toEqual([1, 1, 2, 16]);
  expect([24, 28].map((at) => bytes.readUInt32LE(at))).toEqual([16_000, 32_000]);
  expect(bytes.toString('latin1', 36, 40)).toBe('data');
  expect(bytes.readUInt32LE(40)).toBe(6);
  expect([...bytes.subarray(44)]).toEqual([1, 0, 0xfe, 0xff, 4, 3]);
});
