const FRAMES_PER_SECOND = 50;
/** How long a frame is. */
export const FRAME_SECONDS = 1 / FRAMES_PER_SECOND;
/** What is quieter counts as this: it is below the last bit of a sample. */
export const QUIETEST_DB = -96;

const FULL_SCALE = 32_768;
/** Mains hum and a shifted zero line are below it and no speech; a telephone lets nothing through below 300 Hz. */
const LOWEST_SPEECH_HZ = 200;

/** How loud a sound is, in whole dBFS by frames of 20 ms: a hundred bytes for a second, however it was sampled. */
export interface Loudness {
  /** The effective value of what is above 200 Hz. */
  levelsDb: Int8Array;
  /** The largest sample. */
  peaksDb: Int8Array;
}

/** Measures a sound piece by piece. */
export class SoundMeter implements Loudness {
  readonly levelsDb: Int8Array;
  readonly peaksDb: Int8Array;
  readonly #sampleRateHz: number;
  readonly #sampleCount: number;
  readonly #pole: number;
  #at = 0;
  #frame = 0;
  #frameStart = 0;
  #frameEnd: number;
  #power = 0;
  #peak = 0;
  #before = 0;
  #passed = 0;

  /** @param sampleCount of the whole sound; what comes beyond it is not measured */
  constructor(sampleRateHz: number, sampleCount: number) {
    const frames = Math.ceil((sampleCount / sampleRateHz) * FRAMES_PER_SECOND);
    this.levelsDb = new Int8Array(frames).fill(QUIETEST_DB);
    this.peaksDb = new Int8Array(frames).fill(QUIETEST_DB);
    this.#sampleRateHz = sampleRateHz;
    this.#sampleCount = sampleCount;
    this.#pole = 1 / (1 + (2 * Math.PI * LOWEST_SPEECH_HZ) / sampleRateHz);
    this.#frameEnd = this.#endOf(0);
  }

  /** The next samples. */
  add(samples: Int16Array): void {
    for (let next = 0; next < samples.length; next++) {
      const sample = samples[next] ?? 0;
      // A high-pass of the first order.
      this.#passed = this.#pole * (this.#passed + sample - this.#before);
      this.#before = sample;
      this.#power += this.#passed * this.#passed;
      this.#peak = Math.max(this.#peak, Math.abs(sample));
      this.#at++;
      if (this.#at === this.#frameEnd) this.#close();
    }
  }

  #close(): void {
    const length = this.#at - this.#frameStart;
    this.levelsDb[this.#frame] = decibels(this.#power / length / FULL_SCALE ** 2);
    this.peaksDb[this.#frame] = decibels((this.#peak / FULL_SCALE) ** 2);
    this.#frame++;
    this.#frameStart = this.#at;
    this.#frameEnd = this.#endOf(this.#frame);
    this.#power = 0;
    this.#peak = 0;
  }

  /** Frames stay in step with the time at any rate; the last one ends with the sound. */
  #endOf(frame: number): number {
    return Math.min(this.#sampleCount, Math.round(((frame + 1) * this.#sampleRateHz) / FRAMES_PER_SECOND));
  }
}

/** Several sounds one after the other. */
export function joinedLoudness(parts: readonly Loudness[]): Loudness {
  return {
    levelsDb: joined(parts.map(({ levelsDb }) => levelsDb)),
    peaksDb: joined(parts.map(({ peaksDb }) => peaksDb)),
  };
}

function joined(parts: readonly Int8Array[]): Int8Array {
  const all = new Int8Array(parts.reduce((total, { length }) => total + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function decibels(power: number): number {
  return power > 0 ? Math.max(QUIETEST_DB, Math.round(10 * Math.log10(power))) : QUIETEST_DB;
}
