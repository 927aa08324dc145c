import {
  BITS_PER_FRAME,
  GSM_FRAME_BYTES,
  LOG_AREA_RATIO_BITS,
  PARAMETER_BITS,
  SAMPLES_PER_FRAME,
  SIGNATURE,
  SIGNATURE_BITS,
  WAV49_BLOCK_FRAMES,
  WAV49_UNIT,
} from './gsm.ts';
import { Preprocessing } from './gsm-offset.ts';
import { predictorCodes } from './gsm-prediction.ts';
import { LongTermAnalysis } from './gsm-residual.ts';
import { ShortTermAnalysis } from './gsm-throat.ts';

/** From samples at 8000 Hz to frames of 33 bytes, piece by piece; what a piece leaves unfilled is silence. */
export class GsmEncoder {
  readonly #frames = new FrameEncoder();

  encode(samples: Int16Array): Uint8Array {
    const bytes = new Uint8Array(Math.ceil(samples.length / SAMPLES_PER_FRAME) * GSM_FRAME_BYTES);
    for (let [at, from] = [0, 0]; at < bytes.length; at += GSM_FRAME_BYTES, from += SAMPLES_PER_FRAME) {
      bytes[at] = SIGNATURE << SIGNATURE_BITS;
      packFromTop(this.#frames.encode(samples, from), bytes, at * 8 + SIGNATURE_BITS);
    }
    return bytes;
  }
}

/** The same to blocks of 65 bytes, the data chunk of a wav49 file. */
export class Wav49Encoder {
  readonly #frames = new FrameEncoder();

  encode(samples: Int16Array): Uint8Array {
    const frames = Math.ceil(samples.length / WAV49_UNIT.unitSamples) * WAV49_BLOCK_FRAMES;
    const bytes = new Uint8Array((frames / WAV49_BLOCK_FRAMES) * WAV49_UNIT.unitBytes);
    for (let frame = 0; frame < frames; frame++) {
      packFromBottom(this.#frames.encode(samples, frame * SAMPLES_PER_FRAME), bytes, frame * BITS_PER_FRAME);
    }
    return bytes;
  }
}

/** The encoder of GSM 06.10 §4.2; what it remembers runs on from frame to frame. */
class FrameEncoder {
  readonly #parameters = new Uint8Array(PARAMETER_BITS.length);
  readonly #samples = new Int16Array(SAMPLES_PER_FRAME);
  readonly #preprocessing = new Preprocessing();
  readonly #shortTerm = new ShortTermAnalysis();
  readonly #longTerm = new LongTermAnalysis();

  /** The 76 parameters of the 160 samples from `from` on, good until the next call. */
  encode(samples: Int16Array, from: number): Uint8Array {
    this.#preprocessing.process(samples, from, this.#samples);
    predictorCodes(this.#samples, this.#parameters);
    this.#shortTerm.analyse(this.#parameters, this.#samples);
    this.#longTerm.analyse(this.#samples, this.#parameters, LOG_AREA_RATIO_BITS.length);
    return this.#parameters;
  }
}

/** Each byte filled from its most significant bit. */
function packFromTop(parameters: Uint8Array, bytes: Uint8Array, firstBit: number): void {
  let bit = firstBit;
  for (let index = 0; index < PARAMETER_BITS.length; index++) {
    const width = PARAMETER_BITS[index] ?? 0;
    const pair = (parameters[index] ?? 0) << (16 - (bit & 7) - width);
    or(bytes, bit >> 3, pair >> 8, pair);
    bit += width;
  }
}

/** Each byte filled from its least significant bit. */
function packFromBottom(parameters: Uint8Array, bytes: Uint8Array, firstBit: number): void {
  let bit = firstBit;
  for (let index = 0; index < PARAMETER_BITS.length; index++) {
    const pair = (parameters[index] ?? 0) << (bit & 7);
    or(bytes, bit >> 3, pair, pair >> 8);
    bit += PARAMETER_BITS[index] ?? 0;
  }
}

function or(bytes: Uint8Array, at: number, first: number, second: number): void {
  bytes[at] = (bytes[at] ?? 0) | first;
  if (at + 1 < bytes.length) bytes[at + 1] = (bytes[at + 1] ?? 0) | second;
}
