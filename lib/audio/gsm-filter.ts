import * as fixedPoint from './fixed-point.ts';

const { multiplyRounded, saturate } = fixedPoint;

const ORDER = 8;
const DE_EMPHASIS = 28_180;
const OUTPUT_MASK = ~7;
const ROUNDING = 16_384;

/** Tables 4.1 and 4.2, for each log area ratio: its smallest code, B, and 1/A. */
const LOG_AREA_RATIOS = [
  { smallest: -32, offset: 0, inverseSlope: 13_107 },
  { smallest: -32, offset: 0, inverseSlope: 13_107 },
  { smallest: -16, offset: 2048, inverseSlope: 13_107 },
  { smallest: -16, offset: -2560, inverseSlope: 13_107 },
  { smallest: -8, offset: 94, inverseSlope: 19_223 },
  { smallest: -8, offset: -1792, inverseSlope: 17_476 },
  { smallest: -4, offset: -341, inverseSlope: 31_454 },
  { smallest: -4, offset: -1144, inverseSlope: 29_708 },
];

const CODES = 64;
/** §4.2.8: what each code of each log area ratio means. */
const DECODED_RATIOS = Int16Array.from({ length: ORDER * CODES }, (_, index) =>
  decodedRatio(index >> 6, index % CODES),
);

/** §4.2.9.1: up to which sample one hears how much (in quarters) of the frame before, so that no step is heard. */
export const INTERPOLATION = [
  { start: 0, end: 13, quartersBefore: 3 },
  { start: 13, end: 27, quartersBefore: 2 },
  { start: 27, end: 40, quartersBefore: 1 },
  { start: 40, end: 160, quartersBefore: 0 },
];

/** §4.2.8 to §4.2.10: the coefficients of a frame, bent over from those of the frame before. */
export class Reflections {
  readonly values = new Int16Array(ORDER);
  readonly ratios = new Int16Array(ORDER);
  readonly #before = new Int16Array(ORDER);

  /** Reads 8 log area ratios from the front of `parameters`. */
  next(parameters: Uint8Array): void {
    this.#before.set(this.ratios);
    for (let i = 0; i < ORDER; i++) this.ratios[i] = DECODED_RATIOS[i * CODES + (parameters[i] ?? 0)] ?? 0;
  }

  blend(quartersBefore: number): void {
    for (let i = 0; i < ORDER; i++) {
      this.values[i] = reflection(blend(this.#before[i] ?? 0, this.ratios[i] ?? 0, quartersBefore));
    }
  }
}

/** GSM 06.10 §4.3.3 to §4.3.7: the residual through the model of the speaker's throat. */
export class ShortTermSynthesis {
  static readonly MEMORY = 2 * ORDER + 1;

  readonly #reflections = new Reflections();
  readonly #delays = new Int16Array(ORDER);
  #emphasized = 0;

  /** Reads 8 log area ratios from the front of `parameters`, the residual from `from` on; writes 160 samples at `at`. */
  synthesize(parameters: Uint8Array, residual: Int16Array, from: number, out: Int16Array, at: number): void {
    this.#reflections.next(parameters);
    for (const { start, end, quartersBefore } of INTERPOLATION) {
      this.#reflections.blend(quartersBefore);
      this.#filter(residual, from + start, from + end, out, at + start);
    }
  }

  save(memory: Int32Array, at: number): void {
    memory.set(this.#reflections.ratios, at);
    memory.set(this.#delays, at + ORDER);
    memory[at + 2 * ORDER] = this.#emphasized;
  }

  restore(memory: Int32Array, at: number): void {
    this.#reflections.ratios.set(memory.subarray(at, at + ORDER));
    this.#delays.set(memory.subarray(at + ORDER, at + 2 * ORDER));
    this.#emphasized = memory[at + 2 * ORDER] ?? 0;
  }

  /** §4.3.4, its eight stages written out, and §4.3.5 to §4.3.7: half of all that decoding costs. */
  // biome-ignore lint/complexity/noExcessiveCognitiveComplexity: it has one loop; what is counted are the bounds of arrays
  #filter(residual: Int16Array, start: number, end: number, out: Int16Array, at: number): void {
    const [r, v] = [this.#reflections.values, this.#delays];
    const [r0, r1, r2, r3] = [r[0] ?? 0, r[1] ?? 0, r[2] ?? 0, r[3] ?? 0];
    const [r4, r5, r6, r7] = [r[4] ?? 0, r[5] ?? 0, r[6] ?? 0, r[7] ?? 0];
    let [v0, v1, v2, v3] = [v[0] ?? 0, v[1] ?? 0, v[2] ?? 0, v[3] ?? 0];
    let [v4, v5, v6, v7] = [v[4] ?? 0, v[5] ?? 0, v[6] ?? 0, v[7] ?? 0];
    let emphasized = this.#emphasized;
    for (let k = start, to = at; k < end; k++, to++) {
      let s = saturate((residual[k] ?? 0) - ((Math.imul(r7, v7) + ROUNDING) >> 15));
      s = saturate(s - ((Math.imul(r6, v6) + ROUNDING) >> 15));
      v7 = saturate(v6 + ((Math.imul(r6, s) + ROUNDING) >> 15));
      s = saturate(s - ((Math.imul(r5, v5) + ROUNDING) >> 15));
      v6 = saturate(v5 + ((Math.imul(r5, s) + ROUNDING) >> 15));
      s = saturate(s - ((Math.imul(r4, v4) + ROUNDING) >> 15));
      v5 = saturate(v4 + ((Math.imul(r4, s) + ROUNDING) >> 15));
      s = saturate(s - ((Math.imul(r3, v3) + ROUNDING) >> 15));
      v4 = saturate(v3 + ((Math.imul(r3, s) + ROUNDING) >> 15));
      s = saturate(s - ((Math.imul(r2, v2) + ROUNDING) >> 15));
      v3 = saturate(v2 + ((Math.imul(r2, s) + ROUNDING) >> 15));
      s = saturate(s - ((Math.imul(r1, v1) + ROUNDING) >> 15));
      v2 = saturate(v1 + ((Math.imul(r1, s) + ROUNDING) >> 15));
      s = saturate(s - ((Math.imul(r0, v0) + ROUNDING) >> 15));
      v1 = saturate(v0 + ((Math.imul(r0, s) + ROUNDING) >> 15));
      v0 = s;
      emphasized = saturate(s + ((Math.imul(emphasized, DE_EMPHASIS) + ROUNDING) >> 15));
      out[to] = saturate(2 * emphasized) & OUTPUT_MASK;
    }
    [v[0], v[1], v[2], v[3]] = [v0, v1, v2, v3];
    [v[4], v[5], v[6], v[7]] = [v4, v5, v6, v7];
    this.#emphasized = emphasized;
  }
}

function decodedRatio(ratio: number, code: number): number {
  const { smallest = 0, offset = 0, inverseSlope = 0 } = LOG_AREA_RATIOS[ratio] ?? {};
  const scaled = saturate(((code + smallest) << 10) - (offset << 1));
  return saturate(2 * multiplyRounded(inverseSlope, scaled));
}

function blend(before: number, now: number, quartersBefore: number): number {
  if (quartersBefore === 0) return now;
  if (quartersBefore === 2) return (before >> 1) + (now >> 1);
  const [more, less] = quartersBefore === 3 ? [before, now] : [now, before];
  return (more >> 2) + (less >> 2) + (more >> 1);
}

/** §4.2.9.2: the ratio's inverse, in three straight pieces. */
function reflection(ratio: number): number {
  const magnitude = Math.min(Math.abs(ratio), 32_767);
  const bent = bend(magnitude);
  return ratio < 0 ? -bent : bent;
}

function bend(magnitude: number): number {
  if (magnitude < 11_059) return magnitude << 1;
  if (magnitude < 20_070) return magnitude + 11_059;
  return saturate((magnitude >> 2) + 26_112);
}
