import { readFileSync } from 'node:fs';
import { decodeUlaw } from '#lib/audio/g711.ts';
import { decodeG722 } from '#lib/audio/g722.ts';
import { wavOf } from '#lib/audio/wav.ts';
import type { Attachment } from './asterisk.ts';

/** What the callers of `test/fixtures/recordings` say. */
export const UTTERANCES = ['ring-back', 'delivery', 'meeting'] as const;
export type Utterance = (typeof UTTERANCES)[number];

/** Every codec that voicemails are stored in. */
export const CODECS = ['gsm', 'wav49', 'wav', 'wav16', 'ulaw', 'alaw', 'sln', 'sln16', 'g722', 'ogg'] as const;
export type StoredCodec = (typeof CODECS)[number];

const WAV_HEADER_BYTES = 44;

/** A voicemail of two or three seconds, and the extension (case kept) that Asterisk gives that codec. */
export function recordingIn(codec: StoredCodec, utterance: Utterance = 'ring-back'): Attachment {
  const stored = (extension: string) => ({ extension, bytes: read(`${utterance}.${extension}`) });
  const telephone = () => Buffer.from(wavOf([decodeUlaw(read(`${utterance}.ulaw`))], 8000));
  const wideband = () => Buffer.from(wavOf([decodeG722(read(`${utterance}.g722`))], 16_000));
  switch (codec) {
    case 'wav49':
      return stored('WAV');
    case 'wav':
      return { extension: codec, bytes: telephone() };
    case 'wav16':
      return { extension: codec, bytes: wideband() };
    case 'sln':
      return { extension: codec, bytes: telephone().subarray(WAV_HEADER_BYTES) };
    case 'sln16':
      return { extension: codec, bytes: wideband().subarray(WAV_HEADER_BYTES) };
    default:
      return stored(codec);
  }
}

function read(name: string): Buffer {
  return readFileSync(new URL(`fixtures/recordings/${name}`, import.meta.url));
}

/** The samples of a WAV that we made. */
export function samplesOfWav(bytes: Uint8Array): Int16Array {
  return new Int16Array(Uint8Array.from(bytes.subarray(WAV_HEADER_BYTES)).buffer);
}
