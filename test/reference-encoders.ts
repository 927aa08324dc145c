import type { EncodedCodec } from '#lib/audio/encode.ts';
import { run } from './reference-decoders.ts';

const SAMPLES_IN = ['-D', '-V1', '-t', 's16', '-L', '-r', '8000', '-c', '1', '-'];

/** How sox is told what to make. */
const SOX_OUTPUT: Record<EncodedCodec, string[]> = {
  gsm: ['-t', 'gsm'],
  wav49: ['-e', 'gsm', '-t', 'wav'],
  wav: ['-t', 'wav'],
  ulaw: ['-t', 'ul'],
  alaw: ['-t', 'al'],
  sln: ['-t', 's16', '-L'],
};

const HEADER_BYTES: Partial<Record<EncodedCodec, number>> = { wav: 44, wav49: 60 };
const WAV49_BLOCK_BYTES = 65;

/** The sound alone of a file that we or sox made. */
export function soundIn(codec: EncodedCodec, file: Uint8Array): Uint8Array {
  return file.subarray(HEADER_BYTES[codec] ?? 0);
}

/** The sound that sox writes of samples at 8000 Hz: without a header, whose sizes it does not know, and without the byte that makes it even. */
export function encodedBySox(codec: EncodedCodec, samples: Int16Array): Uint8Array {
  const input = Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength);
  const sound = soundIn(codec, run('sox', [...SAMPLES_IN, ...SOX_OUTPUT[codec], '-'], input));
  return codec === 'wav49' ? sound.subarray(0, sound.length - (sound.length % WAV49_BLOCK_BYTES)) : sound;
}
