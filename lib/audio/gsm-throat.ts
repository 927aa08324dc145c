import * as fixedPoint from './fixed-point.ts';
import { INTERPOLATION, Reflections } from './gsm-filter.ts';

const { multiplyRounded, saturate } = fixedPoint;

const ORDER = 8;

/** GSM 06.10 §4.2.10: what is left of the samples once the model of the speaker's throat is taken out. */
export class ShortTermAnalysis {
  readonly #reflections = new Reflections();
  readonly #delays = new Int16Array(ORDER);

  /** Reads 8 log area ratios from the front of `parameters`; the residual takes the samples' place. */
  analyse(parameters: Uint8Array, samples: Int16Array): void {
    this.#reflections.next(parameters);
    for (const { start, end, quartersBefore } of INTERPOLATION) {
      this.#reflections.blend(quartersBefore);
      this.#filter(samples, start, end);
    }
  }

  #filter(samples: Int16Array, start: number, end: number): void {
    const [delays, reflections] = [this.#delays, this.#reflections.values];
    for (let k = start; k < end; k++) {
      let passing = samples[k] ?? 0;
      let kept = passing;
      for (let i = 0; i < ORDER; i++) {
        const before = delays[i] ?? 0;
        const reflection = reflections[i] ?? 0;
        delays[i] = kept;
        kept = saturate(before + multiplyRounded(reflection, passing));
        passing = saturate(passing + multiplyRounded(reflection, before));
      }
      samples[k] = passing;
    }
  }
}
