const HEADER_BYTES = 44;
const SAMPLE_BYTES = 2;

/** What the server takes at most (`lib/http/body.ts`). */
const MOST_WAV_BYTES = 8 * 1024 * 1024;

/** How long a WAV of ours may be. @param rateHz of its samples */
export function mostSeconds(rateHz: number): number {
  return Math.floor((MOST_WAV_BYTES - HEADER_BYTES) / SAMPLE_BYTES / rateHz);
}

/** A WAV of 16 bits of a sound of one channel. @param seconds of its beginning */
export function wavFile(sound: Pick<AudioBuffer, 'sampleRate' | 'getChannelData'>, seconds: number): Blob {
  const samples = sound.getChannelData(0).subarray(0, Math.round(seconds * sound.sampleRate));
  const view = new DataView(new ArrayBuffer(HEADER_BYTES + samples.length * SAMPLE_BYTES));
  writeHeader(view, sound.sampleRate);
  samples.forEach((sample, i) => {
    const value = Math.round(Math.max(-1, Math.min(1, sample)) * 0x7fff);
    view.setInt16(HEADER_BYTES + i * SAMPLE_BYTES, value, true);
  });
  return new Blob([view], { type: 'audio/wav' });
}

/** RIFF, one chunk of format (PCM) and one of data. */
function writeHeader(view: DataView, rateHz: number): void {
  const text = (at: number, letters: string) =>
    [...letters].forEach((letter, i) => {
      view.setUint8(at + i, letter.charCodeAt(0));
    });
  text(0, 'RIFF');
  view.setUint32(4, view.byteLength - 8, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rateHz, true);
  view.setUint32(28, rateHz * SAMPLE_BYTES, true);
  view.setUint16(32, SAMPLE_BYTES, true);
  view.setUint16(34, SAMPLE_BYTES * 8, true);
  text(36, 'data');
  view.setUint32(40, view.byteLength - HEADER_BYTES, true);
}
