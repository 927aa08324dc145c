import { type Coding, type Decoder, sampleCount } from './coding.ts';

/** Stored bytes of a file, the last one not included. Asked for no more than a quarter of a megabyte at a time. */
export type ReadStored = (firstByte: number, endByte: number) => Promise<Uint8Array>;

/** A sound of which any part can be had. */
export interface Samples {
  sampleRateHz: number;
  sampleCount: number;
  /** From one sample up to another, which is not included, in pieces. The same samples whatever was asked before. */
  between(first: number, end: number): AsyncGenerator<Int16Array>;
}

const SLICE_SAMPLES = 16_384;
const SLICE_STORED_BYTES = 256 * 1024;
const MOST_MEMORIES = 256;
/** Half a kilobyte each, and what an array costs. */
export const LARGEST_MEMORIES_BYTES = MOST_MEMORIES * 1024;

/** What a decoder remembers at up to 256 places of a sound, of half a kilobyte each; for all who read it. */
export type Memories = Int32Array[];

/**
 * Decodes just what is asked for, in slices of a few milliseconds between which others have their turn. Where a unit depends on all
 * before it, what the decoder remembers is kept at up to 256 places, so that one who goes anywhere goes on from the last of them.
 */
export class StoredSamples implements Samples {
  readonly sampleRateHz: number;
  readonly sampleCount: number;
  readonly #coding: Coding;
  readonly #read: ReadStored;
  readonly #sliceUnits: number;
  /** What the decoder remembers before a slice, for every so many slices. */
  readonly #memories: Memories;
  readonly #memoryEvery: number;

  constructor(coding: Coding, read: ReadStored, memories: Memories = []) {
    this.sampleRateHz = coding.sampleRateHz;
    this.sampleCount = sampleCount(coding);
    this.#coding = coding;
    this.#read = read;
    this.#memories = memories;
    const { unitBytes, unitSamples, unitCount } = coding;
    const most = Math.min(SLICE_SAMPLES / unitSamples, SLICE_STORED_BYTES / unitBytes);
    this.#sliceUnits = Math.max(1, Math.floor(most));
    this.#memoryEvery = Math.ceil(Math.ceil(unitCount / this.#sliceUnits) / MOST_MEMORIES);
  }

  async *between(first: number, end: number): AsyncGenerator<Int16Array> {
    const sliceSamples = this.#sliceUnits * this.#coding.unitSamples;
    const wanted = Math.floor(first / sliceSamples);
    const decoder = this.#coding.decoder();
    for (let slice = this.#resume(decoder, wanted); slice * sliceSamples < end; slice++) {
      const samples = await this.#decode(decoder, slice);
      const start = slice * sliceSamples;
      if (slice >= wanted) yield samples.subarray(Math.max(0, first - start), end - start);
    }
  }

  /** The first place where a memory is missing yet; `null` when one can go anywhere at once. */
  get unknownFrom(): number | null {
    if (this.#coding.decoder().save() === null) return null;
    const sample = this.#memories.length * this.#memoryEvery * this.#sliceUnits * this.#coding.unitSamples;
    return sample < this.sampleCount ? sample : null;
  }

  /** Prepares the decoder for some slice, and says for which. */
  #resume(decoder: Decoder, wanted: number): number {
    if (decoder.save() === null) return wanted;
    const mark = Math.min(Math.floor(wanted / this.#memoryEvery), this.#memories.length - 1);
    const memory = this.#memories[mark];
    if (!memory) return 0;
    decoder.restore(memory);
    return mark * this.#memoryEvery;
  }

  async #decode(decoder: Decoder, slice: number): Promise<Int16Array> {
    const { startByte, unitBytes, unitCount } = this.#coding;
    const [unit, endUnit] = [slice * this.#sliceUnits, Math.min((slice + 1) * this.#sliceUnits, unitCount)];
    const units = await this.#read(startByte + unit * unitBytes, startByte + endUnit * unitBytes);
    await othersTurn();
    if (slice === this.#memories.length * this.#memoryEvery) this.#remember(decoder);
    return decoder.decode(units);
  }

  #remember(decoder: Decoder): void {
    const memory = decoder.save();
    if (memory) this.#memories.push(memory);
  }
}

/** Bytes that are in memory already would else be decoded from end to end without a pause. */
const othersTurn = () => new Promise((resolve) => setImmediate(resolve));
