export const HEADER_BYTES = 44;
export const BYTES_PER_SAMPLE = 2;
const PCM = 1;
const MONO = 1;

/** A WAV that every browser plays: a header of 44 bytes, then the pieces one after the other, 16 bit PCM, mono. */
export function wavOf(pieces: readonly Int16Array[], sampleRateHz: number): Uint8Array {
  const sampleCount = pieces.reduce((total, piece) => total + piece.length, 0);
  const bytes = new Uint8Array(HEADER_BYTES + BYTES_PER_SAMPLE * sampleCount);
  bytes.set(wavHeader(sampleCount, sampleRateHz));
  let at = HEADER_BYTES;
  for (const piece of pieces) {
    bytes.set(bytesOfSamples(piece), at);
    at += BYTES_PER_SAMPLE * piece.length;
  }
  return bytes;
}

/** What stands before so many samples. */
export function wavHeader(sampleCount: number, sampleRateHz: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(HEADER_BYTES));
  const dataBytes = BYTES_PER_SAMPLE * sampleCount;
  writeName(view, 0, 'RIFF');
  view.setUint32(4, HEADER_BYTES - 8 + dataBytes, true);
  writeName(view, 8, 'WAVE');
  writeName(view, 12, 'fmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, PCM, true);
  view.setUint16(22, MONO, true);
  view.setUint32(24, sampleRateHz, true);
  view.setUint32(28, sampleRateHz * BYTES_PER_SAMPLE, true);
  view.setUint16(32, BYTES_PER_SAMPLE, true);
  view.setUint16(34, BYTES_PER_SAMPLE * 8, true);
  writeName(view, 36, 'data');
  view.setUint32(40, dataBytes, true);
  return new Uint8Array(view.buffer);
}

/** Little endian, whatever this machine is. */
export function bytesOfSamples(samples: Int16Array): Uint8Array {
  const view = new DataView(new ArrayBuffer(BYTES_PER_SAMPLE * samples.length));
  for (let at = 0; at < samples.length; at++) view.setInt16(BYTES_PER_SAMPLE * at, samples[at] ?? 0, true);
  return new Uint8Array(view.buffer);
}

export function writeName(view: DataView, at: number, name: string): void {
  for (let i = 0; i < name.length; i++) view.setUint8(at + i, name.charCodeAt(i));
}
