import type { Decoder } from './coding.ts';
import { LongTermSynthesis } from './gsm-excitation.ts';
import { ShortTermSynthesis } from './gsm-filter.ts';

// GSM 06.10 full rate: 260 bits of parameters for each 20 ms. Section numbers are those of ETS 300 961.

export const SAMPLES_PER_FRAME = 160;
export const BITS_PER_FRAME = 260;
const SUBFRAMES = 4;

/** RFC 3551 §4.5.8: in a .gsm file each frame begins with these four bits, which makes it 33 bytes. */
export const SIGNATURE = 0xd;
export const SIGNATURE_BITS = 4;
export const GSM_FRAME_BYTES = 33;

/** Microsoft's packing for WAVE format 49: two frames without signature in 65 bytes. */
const WAV49_BLOCK_BYTES = 65;
export const WAV49_BLOCK_FRAMES = 2;

export const GSM_UNIT = { unitBytes: GSM_FRAME_BYTES, unitSamples: SAMPLES_PER_FRAME };
export const WAV49_UNIT = { unitBytes: WAV49_BLOCK_BYTES, unitSamples: WAV49_BLOCK_FRAMES * SAMPLES_PER_FRAME };

export const LOG_AREA_RATIO_BITS = [6, 6, 5, 5, 4, 4, 3, 3];
const LAG_GAIN_GRID_MAXIMUM_BITS = [7, 2, 2, 6];
const PULSE_BITS = Array<number>(13).fill(3);
const SUBFRAME_BITS = [...LAG_GAIN_GRID_MAXIMUM_BITS, ...PULSE_BITS];

/** The widths of the 76 parameters in their order (§1.7, table 1.1). */
export const PARAMETER_BITS = Uint8Array.from([
  ...LOG_AREA_RATIO_BITS,
  ...Array.from({ length: SUBFRAMES }, () => SUBFRAME_BITS).flat(),
]);

/** Samples at 8000 Hz of raw GSM frames. A frame without signature becomes silence, a partial last one is left out. */
export function decodeGsm(bytes: Uint8Array): Int16Array {
  return new GsmDecoder().decode(bytes);
}

/** Samples at 8000 Hz of the data chunk of a wav49 file. A partial last block is left out. */
export function decodeWav49(bytes: Uint8Array): Int16Array {
  return new Wav49Decoder().decode(bytes);
}

/** Whether at least half of the whole frames, and one at least, begin with the signature. */
export function looksLikeGsm(bytes: Uint8Array): boolean {
  const frames = Math.floor(bytes.length / GSM_FRAME_BYTES);
  let signed = 0;
  for (let frame = 0; frame < frames; frame++) if (hasSignature(bytes, frame)) signed++;
  return signed > 0 && signed * 2 >= frames;
}

function hasSignature(bytes: Uint8Array, frame: number): boolean {
  return (bytes[frame * GSM_FRAME_BYTES] ?? 0) >> SIGNATURE_BITS === SIGNATURE;
}

/** The decoder of §4.3; what it remembers runs on from frame to frame. */
class FrameDecoder {
  /** The 76 of the frame that comes next. */
  readonly parameters = new Uint8Array(PARAMETER_BITS.length);
  readonly #longTerm = new LongTermSynthesis();
  readonly #shortTerm = new ShortTermSynthesis();

  synthesize(samples: Int16Array, at: number): void {
    this.#longTerm.synthesize(this.parameters, LOG_AREA_RATIO_BITS.length);
    this.#shortTerm.synthesize(this.parameters, this.#longTerm.residual, LongTermSynthesis.START, samples, at);
  }

  save(): Int32Array {
    const memory = new Int32Array(LongTermSynthesis.MEMORY + ShortTermSynthesis.MEMORY);
    this.#longTerm.save(memory, 0);
    this.#shortTerm.save(memory, LongTermSynthesis.MEMORY);
    return memory;
  }

  restore(memory: Int32Array): void {
    this.#longTerm.restore(memory, 0);
    this.#shortTerm.restore(memory, LongTermSynthesis.MEMORY);
  }
}

/** Of frames of 33 bytes. */
export class GsmDecoder extends FrameDecoder implements Decoder {
  decode(bytes: Uint8Array): Int16Array {
    const frames = Math.floor(bytes.length / GSM_FRAME_BYTES);
    const samples = new Int16Array(frames * SAMPLES_PER_FRAME);
    for (let frame = 0; frame < frames; frame++) {
      if (!hasSignature(bytes, frame)) continue;
      unpackFromTop(bytes, frame * GSM_FRAME_BYTES * 8 + SIGNATURE_BITS, this.parameters);
      this.synthesize(samples, frame * SAMPLES_PER_FRAME);
    }
    return samples;
  }
}

/** Of blocks of 65 bytes. */
export class Wav49Decoder extends FrameDecoder implements Decoder {
  decode(bytes: Uint8Array): Int16Array {
    const frames = Math.floor(bytes.length / WAV49_BLOCK_BYTES) * WAV49_BLOCK_FRAMES;
    const samples = new Int16Array(frames * SAMPLES_PER_FRAME);
    for (let frame = 0; frame < frames; frame++) {
      unpackFromBottom(bytes, frame * BITS_PER_FRAME, this.parameters);
      this.synthesize(samples, frame * SAMPLES_PER_FRAME);
    }
    return samples;
  }
}

/** Parameters of at most 8 bits, each byte filled from its most significant bit. */
function unpackFromTop(bytes: Uint8Array, firstBit: number, parameters: Uint8Array): void {
  let bit = firstBit;
  for (let index = 0; index < PARAMETER_BITS.length; index++) {
    const width = PARAMETER_BITS[index] ?? 0;
    const at = bit >> 3;
    const pair = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
    parameters[index] = (pair >> (16 - (bit & 7) - width)) & ((1 << width) - 1);
    bit += width;
  }
}

/** Parameters of at most 8 bits, each byte filled from its least significant bit. */
function unpackFromBottom(bytes: Uint8Array, firstBit: number, parameters: Uint8Array): void {
  let bit = firstBit;
  for (let index = 0; index < PARAMETER_BITS.length; index++) {
    const width = PARAMETER_BITS[index] ?? 0;
    const at = bit >> 3;
    const pair = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
    parameters[index] = (pair >> (bit & 7)) & ((1 << width) - 1);
    bit += width;
  }
}
