import { LongTermSynthesis } from './gsm-excitation.ts';
import { ShortTermSynthesis } from './gsm-filter.ts';

// GSM 06.10 full rate: 260 bits of parameters for each 20 ms. Section numbers are those of ETS 300 961.

const SAMPLES_PER_FRAME = 160;
const BITS_PER_FRAME = 260;
const SUBFRAMES = 4;

/** RFC 3551 §4.5.8: in a .gsm file each frame begins with these four bits, which makes it 33 bytes. */
const SIGNATURE = 0xd;
const SIGNATURE_BITS = 4;
const GSM_FRAME_BYTES = 33;

/** Microsoft's packing for WAVE format 49: two frames without signature in 65 bytes. */
const WAV49_BLOCK_BYTES = 65;

const LOG_AREA_RATIO_BITS = [6, 6, 5, 5, 4, 4, 3, 3];
const LAG_GAIN_GRID_MAXIMUM_BITS = [7, 2, 2, 6];
const PULSE_BITS = Array<number>(13).fill(3);
const SUBFRAME_BITS = [...LAG_GAIN_GRID_MAXIMUM_BITS, ...PULSE_BITS];

/** The widths of the 76 parameters in their order (§1.7, table 1.1). */
const PARAMETER_BITS = [...LOG_AREA_RATIO_BITS, ...Array.from({ length: SUBFRAMES }, () => SUBFRAME_BITS).flat()];

type ReadBits = (bytes: Uint8Array, firstBit: number, count: number) => number;

/** Samples at 8000 Hz of raw GSM frames. A frame without signature becomes silence, a partial last one is left out. */
export function decodeGsm(bytes: Uint8Array): Int16Array {
  const frames = Math.floor(bytes.length / GSM_FRAME_BYTES);
  const samples = new Int16Array(frames * SAMPLES_PER_FRAME);
  const decoder = new FrameDecoder(bytes, readBitsFromTop);
  for (let frame = 0; frame < frames; frame++) {
    if (!hasSignature(bytes, frame)) continue;
    decoder.decode(frame * GSM_FRAME_BYTES * 8 + SIGNATURE_BITS, samples, frame * SAMPLES_PER_FRAME);
  }
  return samples;
}

/** Samples at 8000 Hz of the data chunk of a wav49 file. A partial last block is left out. */
export function decodeWav49(bytes: Uint8Array): Int16Array {
  const frames = Math.floor(bytes.length / WAV49_BLOCK_BYTES) * 2;
  const samples = new Int16Array(frames * SAMPLES_PER_FRAME);
  const decoder = new FrameDecoder(bytes, readBitsFromBottom);
  for (let frame = 0; frame < frames; frame++) {
    decoder.decode(frame * BITS_PER_FRAME, samples, frame * SAMPLES_PER_FRAME);
  }
  return samples;
}

/** Whether at least half of the whole frames, and one at least, begin with the signature. */
export function looksLikeGsm(bytes: Uint8Array): boolean {
  const frames = Math.floor(bytes.length / GSM_FRAME_BYTES);
  let signed = 0;
  for (let frame = 0; frame < frames; frame++) if (hasSignature(bytes, frame)) signed++;
  return signed > 0 && signed * 2 >= frames;
}

function hasSignature(bytes: Uint8Array, frame: number): boolean {
  return readBitsFromTop(bytes, frame * GSM_FRAME_BYTES * 8, SIGNATURE_BITS) === SIGNATURE;
}

/** The decoder of §4.3; what it remembers runs on from frame to frame. */
class FrameDecoder {
  readonly #parameters = new Uint8Array(PARAMETER_BITS.length);
  readonly #residual = new Int16Array(SAMPLES_PER_FRAME);
  readonly #longTerm = new LongTermSynthesis();
  readonly #shortTerm = new ShortTermSynthesis();
  readonly #bytes: Uint8Array;
  readonly #readBits: ReadBits;

  constructor(bytes: Uint8Array, readBits: ReadBits) {
    this.#bytes = bytes;
    this.#readBits = readBits;
  }

  decode(firstBit: number, samples: Int16Array, at: number): void {
    this.#unpack(firstBit);
    for (let subframe = 0; subframe < SUBFRAMES; subframe++) {
      const parameter = LOG_AREA_RATIO_BITS.length + subframe * SUBFRAME_BITS.length;
      this.#longTerm.synthesize(this.#parameters, parameter, this.#residual, subframe * LongTermSynthesis.SAMPLES);
    }
    this.#shortTerm.synthesize(this.#parameters, this.#residual, samples, at);
  }

  #unpack(firstBit: number): void {
    let bit = firstBit;
    let index = 0;
    for (const width of PARAMETER_BITS) {
      this.#parameters[index++] = this.#readBits(this.#bytes, bit, width);
      bit += width;
    }
  }
}

/** At most 8 bits, each byte filled from its most significant bit. */
function readBitsFromTop(bytes: Uint8Array, firstBit: number, count: number): number {
  const index = firstBit >> 3;
  const pair = ((bytes[index] ?? 0) << 8) | (bytes[index + 1] ?? 0);
  return (pair >> (16 - (firstBit & 7) - count)) & ((1 << count) - 1);
}

/** At most 8 bits, each byte filled from its least significant bit. */
function readBitsFromBottom(bytes: Uint8Array, firstBit: number, count: number): number {
  const index = firstBit >> 3;
  const pair = (bytes[index] ?? 0) | ((bytes[index + 1] ?? 0) << 8);
  return (pair >> (firstBit & 7)) & ((1 << count) - 1);
}
