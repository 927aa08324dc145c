import { expect, test } from 'vitest';
import { decodePart } from './transfer-encoding.ts';

const bytes = Buffer.from(Array.from({ length: 256 }, (_, i) => i));
const hex = (byte: number) => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`;

test.each([
  ['base64', bytes.toString('base64').replaceAll(/(.{72})/g, '$1\r\n')],
  ['BASE64 ', bytes.toString('base64')],
  [
    'quoted-printable',
    [...bytes]
      .map(hex)
      .join('')
      .replaceAll(/((?:=..){24})/g, '$1=\r\n'),
  ],
])('decodePart() undoes %s', async (encoding, text) => {
  expect(await decodePart(Buffer.from(text), encoding)).toEqual(bytes);
});

test.each([null, '7bit', '8bit', 'binary', 'x-unheard-of'])('decodePart() leaves %s as it is', async (encoding) => {
  expect(await decodePart(bytes, encoding)).toEqual(bytes);
});

test('decodePart() makes what it can of broken base64', async () => {
  expect((await decodePart(Buffer.from('UklG!RgA'), 'base64')).toString('latin1')).toBe('RIFF\0');
});
