import * as fixedPoint from './fixed-point.ts';

const { multiplyRounded, saturate } = fixedPoint;

const ORDER = 8;

interface Quantizer {
  slope: number;
  offset: number;
  largest: number;
  smallest: number;
}

/** Tables 4.1 and 4.2, for each log area ratio: A, B, and its largest and smallest code. */
const QUANTIZERS = [
  { slope: 20_480, offset: 0, largest: 31, smallest: -32 },
  { slope: 20_480, offset: 0, largest: 31, smallest: -32 },
  { slope: 20_480, offset: 2048, largest: 15, smallest: -16 },
  { slope: 20_480, offset: -2560, largest: 15, smallest: -16 },
  { slope: 13_964, offset: 94, largest: 7, smallest: -8 },
  { slope: 15_360, offset: -1792, largest: 7, smallest: -8 },
  { slope: 8534, offset: -341, largest: 3, smallest: -4 },
  { slope: 9036, offset: -1144, largest: 3, smallest: -4 },
] as const satisfies Quantizer[];

/** GSM 06.10 §4.2.4 to §4.2.7: the 8 codes of the model of the speaker's throat. Scales the 160 samples as the standard does. */
export function predictorCodes(samples: Int16Array, codes: Uint8Array): void {
  const reflections = reflectionCoefficients(autocorrelation(samples));
  for (let i = 0; i < ORDER; i++) codes[i] = codeOf(logAreaRatio(reflections[i] ?? 0), QUANTIZERS[i] ?? QUANTIZERS[0]);
}

function codeOf(ratio: number, { slope, offset, largest, smallest }: Quantizer): number {
  const scaled = saturate((Math.imul(slope, ratio) >> 15) + offset);
  const code = saturate(scaled + 256) >> 9;
  return Math.max(smallest, Math.min(largest, code)) - smallest;
}

/** §4.2.4: what is scaled down so that no sum leaves 32 bits is scaled up again, without the bits that fell off. */
function autocorrelation(samples: Int16Array): Int32Array {
  const shift = Math.max(0, 4 - norm(largestOf(samples) << 16));
  if (shift > 0) scaleDown(samples, shift);
  const sums = new Int32Array(ORDER + 1);
  for (let lag = 0; lag <= ORDER; lag++) {
    let sum = 0;
    for (let k = lag; k < samples.length; k++) sum += Math.imul(samples[k] ?? 0, samples[k - lag] ?? 0);
    sums[lag] = sum << 1;
  }
  if (shift > 0) for (let k = 0; k < samples.length; k++) samples[k] = (samples[k] ?? 0) << shift;
  return sums;
}

function scaleDown(samples: Int16Array, shift: number): void {
  const factor = 16_384 >> (shift - 1);
  for (let k = 0; k < samples.length; k++) samples[k] = multiplyRounded(samples[k] ?? 0, factor);
}

/** The largest magnitude, of 16 bits. */
export function largestOf(samples: Int16Array): number {
  let largest = 0;
  for (let k = 0; k < samples.length; k++) {
    const magnitude = Math.abs(samples[k] ?? 0);
    if (magnitude > largest) largest = magnitude;
  }
  return Math.min(largest, 32_767);
}

/** §5.1 `norm`: by how many bits a number that is not negative can be shifted up. 31 for 0. */
export function norm(value: number): number {
  return value === 0 ? 31 : Math.clz32(value) - 1;
}

/** §4.2.5: the Schur recursion, in 16 bits. */
function reflectionCoefficients(sums: Int32Array): Int16Array {
  const reflections = new Int16Array(ORDER);
  const power = sums[0] ?? 0;
  if (power === 0) return reflections;
  const p = normalized(sums, norm(power));
  const k = p.slice(0, ORDER);
  for (let n = 0; n < ORDER; n++) {
    const first = p[0] ?? 0;
    const second = p[1] ?? 0;
    const magnitude = Math.min(Math.abs(second), 32_767);
    if (first < magnitude) break;
    const reflection = second > 0 ? -quotient(magnitude, first) : quotient(magnitude, first);
    reflections[n] = reflection;
    p[0] = saturate(first + multiplyRounded(second, reflection));
    for (let m = 1; m < ORDER - n; m++) recurse(p, k, m, reflection);
  }
  return reflections;
}

function normalized(sums: Int32Array, shift: number): Int16Array {
  const upper = new Int16Array(ORDER + 1);
  for (let i = 0; i <= ORDER; i++) upper[i] = ((sums[i] ?? 0) << shift) >> 16;
  return upper;
}

function recurse(p: Int16Array, k: Int16Array, m: number, reflection: number): void {
  const next = p[m + 1] ?? 0;
  const kept = k[m] ?? 0;
  p[m] = saturate(next + multiplyRounded(kept, reflection));
  k[m] = saturate(kept + multiplyRounded(next, reflection));
}

/** §5.1 `div`: a fraction of 15 bits, of numbers of which the first is not the larger one. */
function quotient(numerator: number, denominator: number): number {
  if (numerator === 0) return 0;
  return Math.min(32_767, Math.floor((numerator * 32_768) / denominator));
}

/** §4.2.6: the logarithm in three straight pieces. */
function logAreaRatio(reflection: number): number {
  const magnitude = Math.min(Math.abs(reflection), 32_767);
  const bent = bend(magnitude);
  return reflection < 0 ? -bent : bent;
}

function bend(magnitude: number): number {
  if (magnitude < 22_118) return magnitude >> 1;
  return magnitude < 31_130 ? magnitude - 11_059 : (magnitude - 26_112) << 2;
}
