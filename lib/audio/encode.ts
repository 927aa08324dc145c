import { codecOfName } from './codec.ts';
import { encodeAlaw, encodeUlaw } from './g711-encode.ts';
import { WAV49_UNIT } from './gsm.ts';
import { GsmEncoder, Wav49Encoder } from './gsm-encoder.ts';
import { bytesOfSamples, wavHeader, writeName } from './wav.ts';

const RATE_HZ = 8000;
/** Whole frames and whole blocks, a few milliseconds of work. */
const PIECE_SAMPLES = 51 * WAV49_UNIT.unitSamples;

interface Writer {
  header: (sampleCount: number, dataBytes: number) => Uint8Array;
  /** One that remembers what it has encoded. */
  encoder: () => { encode(samples: Int16Array): Uint8Array };
}

const none = () => new Uint8Array();
const plain = (encode: (samples: Int16Array) => Uint8Array) => ({ header: none, encoder: () => ({ encode }) });

const WRITERS = {
  gsm: { header: none, encoder: () => new GsmEncoder() },
  wav49: { header: (_, dataBytes) => wav49Header(dataBytes), encoder: () => new Wav49Encoder() },
  wav: { header: (sampleCount) => wavHeader(sampleCount, RATE_HZ), encoder: () => ({ encode: bytesOfSamples }) },
  ulaw: plain(encodeUlaw),
  alaw: plain(encodeAlaw),
  sln: plain(bytesOfSamples),
} satisfies Record<string, Writer>;

/** What we can write, in Asterisk's names. */
export type EncodedCodec = keyof typeof WRITERS;

/** The codec that an extension or an entry of `format=` names; `null` when it is none that we can write. */
export function encodedCodecOf(name: string): EncodedCodec | null {
  const codec = codecOfName(name);
  return codec !== null && codec in WRITERS ? (codec as EncodedCodec) : null;
}

/** The file that Asterisk would write of these samples at 8000 Hz. Others have their turn in between. */
export async function encode(codec: EncodedCodec, samples: Int16Array): Promise<Uint8Array> {
  const { header, encoder } = WRITERS[codec];
  const pieces: Uint8Array[] = [];
  const one = encoder();
  for (let at = 0; at < samples.length; at += PIECE_SAMPLES) {
    pieces.push(one.encode(samples.subarray(at, at + PIECE_SAMPLES)));
    await new Promise((resolve) => setImmediate(resolve));
  }
  const dataBytes = pieces.reduce((total, piece) => total + piece.length, 0);
  return joined([header(samples.length, dataBytes), ...pieces]);
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(pieces.reduce((total, piece) => total + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

const WAV49_HEADER_BYTES = 60;
const WAV49_FORMAT = 49;

/** As Asterisk's format_wav_gsm.c writes it, once the sizes are known: not filled up to an even length. */
function wav49Header(dataBytes: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(WAV49_HEADER_BYTES));
  const { unitBytes, unitSamples } = WAV49_UNIT;
  writeName(view, 0, 'RIFF');
  view.setUint32(4, WAV49_HEADER_BYTES - 8 + dataBytes, true);
  writeName(view, 8, 'WAVEfmt ');
  view.setUint32(16, 20, true);
  view.setUint16(20, WAV49_FORMAT, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, RATE_HZ, true);
  view.setUint32(28, (RATE_HZ * unitBytes) / unitSamples, true);
  view.setUint16(32, unitBytes, true);
  view.setUint16(34, 0, true);
  view.setUint16(36, 2, true);
  view.setUint16(38, unitSamples, true);
  writeName(view, 40, 'fact');
  view.setUint32(44, 4, true);
  view.setUint32(48, (dataBytes / unitBytes) * unitSamples, true);
  writeName(view, 52, 'data');
  view.setUint32(56, dataBytes, true);
  return new Uint8Array(view.buffer);
}
