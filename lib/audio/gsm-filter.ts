import * as fixedPoint from './fixed-point.ts';

const { multiplyRounded, saturate } = fixedPoint;

const ORDER = 8;
const DE_EMPHASIS = 28_180;
const OUTPUT_MASK = ~7;

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

/** §4.2.9.1: which samples hear how much (in quarters) of the frame before, so that no step is heard between frames. */
const INTERPOLATION = [
  { end: 13, blend: (before: number, now: number) => saturate((before >> 2) + (now >> 2) + (before >> 1)) },
  { end: 27, blend: (before: number, now: number) => saturate((before >> 1) + (now >> 1)) },
  { end: 40, blend: (before: number, now: number) => saturate((before >> 2) + (now >> 2) + (now >> 1)) },
  { end: 160, blend: (_before: number, now: number) => now },
];

/** GSM 06.10 §4.3.3 to §4.3.7: the residual through the model of the speaker's throat. */
export class ShortTermSynthesis {
  #ratiosBefore = new Int16Array(ORDER);
  #ratios = new Int16Array(ORDER);
  readonly #reflections = new Int16Array(ORDER);
  readonly #delays = new Int16Array(ORDER + 1);
  #emphasized = 0;

  /** Reads 8 log area ratios from the front of `parameters`; writes 160 samples at `at`. */
  synthesize(parameters: Uint8Array, residual: Int16Array, out: Int16Array, at: number): void {
    [this.#ratiosBefore, this.#ratios] = [this.#ratios, this.#ratiosBefore];
    LOG_AREA_RATIOS.forEach((ratio, i) => {
      this.#ratios[i] = decodedRatio(parameters[i] ?? 0, ratio);
    });
    let start = 0;
    for (const { end, blend } of INTERPOLATION) {
      for (let i = 0; i < ORDER; i++) {
        this.#reflections[i] = reflection(blend(this.#ratiosBefore[i] ?? 0, this.#ratios[i] ?? 0));
      }
      this.#filter(residual, start, end, out, at);
      start = end;
    }
  }

  #filter(residual: Int16Array, start: number, end: number, out: Int16Array, at: number): void {
    const [reflections, delays] = [this.#reflections, this.#delays];
    let emphasized = this.#emphasized;
    for (let k = start; k < end; k++) {
      let sample = residual[k] ?? 0;
      for (let i = ORDER - 1; i >= 0; i--) {
        const [coefficient, delayed] = [reflections[i] ?? 0, delays[i] ?? 0];
        sample = saturate(sample - multiplyRounded(coefficient, delayed));
        delays[i + 1] = saturate(delayed + multiplyRounded(coefficient, sample));
      }
      delays[0] = sample;
      emphasized = saturate(sample + multiplyRounded(emphasized, DE_EMPHASIS));
      out[at + k] = saturate(2 * emphasized) & OUTPUT_MASK;
    }
    this.#emphasized = emphasized;
  }
}

/** §4.2.8. */
function decodedRatio(code: number, { smallest, offset, inverseSlope }: (typeof LOG_AREA_RATIOS)[number]): number {
  const scaled = saturate(((code + smallest) << 10) - (offset << 1));
  return saturate(2 * multiplyRounded(inverseSlope, scaled));
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
