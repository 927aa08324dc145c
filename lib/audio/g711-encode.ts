import * as fixedPoint from './fixed-point.ts';

const { saturate } = fixedPoint;

const SAMPLES = 65_536;
const LOWEST = -32_768;
const ULAW_BIAS = 33;
const ULAW_LARGEST = 8191 - ULAW_BIAS;
const ALAW_EVEN_BITS = 0x55;
const SIGN = 0x80;

const tables: { ulaw?: Uint8Array; alaw?: Uint8Array } = {};

/** G.711 µ-law of samples, a byte for each. */
export function encodeUlaw(samples: Int16Array): Uint8Array {
  tables.ulaw ??= tableOf(ulawCode);
  return compressed(samples, tables.ulaw);
}

/** G.711 A-law of samples, a byte for each. */
export function encodeAlaw(samples: Int16Array): Uint8Array {
  tables.alaw ??= tableOf(alawCode);
  return compressed(samples, tables.alaw);
}

function tableOf(codeOf: (sample: number) => number): Uint8Array {
  return Uint8Array.from({ length: SAMPLES }, (_, at) => codeOf(at + LOWEST));
}

function compressed(samples: Int16Array, table: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(samples.length);
  for (let at = 0; at < samples.length; at++) bytes[at] = table[(samples[at] ?? 0) - LOWEST] ?? 0;
  return bytes;
}

/** G.711 table 2, of 14 bits: sign, segment and step, all inverted. */
function ulawCode(sample: number): number {
  const rounded = saturate(sample + 2) >> 2;
  const sign = rounded < 0 ? SIGN : 0;
  const magnitude = Math.min(Math.abs(rounded), ULAW_LARGEST) + ULAW_BIAS;
  const segment = 26 - Math.clz32(magnitude);
  return ~(sign | (segment << 4) | ((magnitude >> (segment + 1)) & 15)) & 0xff;
}

/** G.711 table 1, of 13 bits: sign, segment and step, every other bit inverted. */
function alawCode(sample: number): number {
  const rounded = saturate(sample + 4) >> 3;
  const sign = rounded < 0 ? 0 : SIGN;
  const magnitude = rounded < 0 ? ~rounded : rounded;
  const segment = Math.max(0, 27 - Math.clz32(magnitude));
  const step = (magnitude >> Math.max(1, segment)) & 15;
  return (sign | (segment << 4) | step) ^ ALAW_EVEN_BITS;
}
