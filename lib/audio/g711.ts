const CODES = 256;
const ULAW_BIAS = 33;
const ALAW_EVEN_BITS = 0x55;

const ULAW_SAMPLES = Int16Array.from({ length: CODES }, (_, code) => ulawSample(code));
const ALAW_SAMPLES = Int16Array.from({ length: CODES }, (_, code) => alawSample(code));

/** Samples of G.711 µ-law, one per byte. */
export function decodeUlaw(bytes: Uint8Array): Int16Array {
  return expanded(bytes, ULAW_SAMPLES);
}

/** Samples of G.711 A-law, one per byte. */
export function decodeAlaw(bytes: Uint8Array): Int16Array {
  return expanded(bytes, ALAW_SAMPLES);
}

function expanded(bytes: Uint8Array, table: Int16Array): Int16Array {
  const samples = new Int16Array(bytes.length);
  for (let at = 0; at < bytes.length; at++) samples[at] = table[bytes[at] ?? 0] ?? 0;
  return samples;
}

/** G.711 table 2: inverted bits of sign, segment and step; 14 bits, brought to the top of 16. */
function ulawSample(code: number): number {
  const { isHigh, segment, step } = fields(~code);
  const magnitude = ((2 * step + ULAW_BIAS) << segment) - ULAW_BIAS;
  return (isHigh ? -magnitude : magnitude) << 2;
}

/** G.711 table 1: every other bit inverted; 13 bits, brought to the top of 16. */
function alawSample(code: number): number {
  const { isHigh, segment, step } = fields(code ^ ALAW_EVEN_BITS);
  const magnitude = segment === 0 ? 2 * step + 1 : (2 * step + 33) << (segment - 1);
  return (isHigh ? magnitude : -magnitude) << 3;
}

function fields(code: number): { isHigh: boolean; segment: number; step: number } {
  return { isHigh: (code & 0x80) !== 0, segment: (code >> 4) & 7, step: code & 15 };
}
