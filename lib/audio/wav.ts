const HEADER_BYTES = 44;
const BYTES_PER_SAMPLE = 2;
const PCM = 1;
const MONO = 1;

/** A WAV that every browser plays: a header of 44 bytes, then the pieces one after the other, 16 bit PCM, mono. */
export function wavOf(pieces: readonly Int16Array[], sampleRateHz: number): Uint8Array {
  const dataBytes = BYTES_PER_SAMPLE * pieces.reduce((total, piece) => total + piece.length, 0);
  const view = new DataView(new ArrayBuffer(HEADER_BYTES + dataBytes));
  writeHeader(view, dataBytes, sampleRateHz);
  let at = HEADER_BYTES;
  for (const piece of pieces) {
    for (const sample of piece) {
      view.setInt16(at, sample, true);
      at += BYTES_PER_SAMPLE;
    }
  }
  return new Uint8Array(view.buffer);
}

function writeHeader(view: DataView, dataBytes: number, sampleRateHz: number): void {
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
}

function writeName(view: DataView, at: number, name: string): void {
  for (let i = 0; i < name.length; i++) view.setUint8(at + i, name.charCodeAt(i));
}
