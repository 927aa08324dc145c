const PREAMBLE_BYTES = 12;
const CHUNK_HEADER_BYTES = 8;
const FMT_BYTES = 16;
const EXTENSIBLE = 0xfffe;
const SUBFORMAT_AT = 24;

/** The `fmt ` chunk of a WAVE file (RFC 2361; format tags as in its appendix A), and where its sound is. */
export interface Wave {
  formatTag: number;
  channels: number;
  sampleRateHz: number;
  bitsPerSample: number;
  /** Where the sound begins in the file. */
  dataAt: number;
  /** Never more than the file has. */
  dataBytes: number;
}

type Format = Omit<Wave, 'dataAt' | 'dataBytes'>;

/** Whether the bytes say that they are a RIFF file, of whatever kind and however damaged. */
export function isRiff(bytes: Uint8Array): boolean {
  return nameAt(bytes, 0) === 'RIFF';
}

/**
 * Walks the chunks of a WAVE file and believes no size; `null` without a `fmt ` and a `data` chunk after it.
 * @param bytes the beginning of the file, at least up to its sound
 * @param fileBytes how long all of it is
 */
export function parseWave(bytes: Uint8Array, fileBytes = bytes.length): Wave | null {
  if (!isRiff(bytes) || nameAt(bytes, 8) !== 'WAVE') return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let format: Format | null = null;
  let at = PREAMBLE_BYTES;
  while (at + CHUNK_HEADER_BYTES <= bytes.length) {
    const name = nameAt(bytes, at);
    const sizeBytes = view.getUint32(at + 4, true);
    const start = at + CHUNK_HEADER_BYTES;
    if (name === 'fmt ' && start + FMT_BYTES <= bytes.length) format = readFormat(view, start);
    if (name === 'data' && format)
      return { ...format, dataAt: start, dataBytes: soundBytes(fileBytes - start, sizeBytes) };
    at = start + sizeBytes + (sizeBytes % 2);
  }
  return null;
}

function readFormat(view: DataView, start: number): Format {
  const formatTag = view.getUint16(start, true);
  const isExtended = formatTag === EXTENSIBLE && start + SUBFORMAT_AT + 2 <= view.byteLength;
  return {
    formatTag: isExtended ? view.getUint16(start + SUBFORMAT_AT, true) : formatTag,
    channels: view.getUint16(start + 2, true),
    sampleRateHz: view.getUint32(start + 4, true),
    bitsPerSample: view.getUint16(start + 14, true),
  };
}

/** Asterisk writes the sizes last (format_wav.c update_header): when it dies before, the chunk says that it is empty. */
function soundBytes(bytesLeft: number, sizeBytes: number): number {
  return sizeBytes === 0 ? bytesLeft : Math.min(bytesLeft, sizeBytes);
}

function nameAt(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}
