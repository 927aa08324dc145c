import 'server-only';

/** Base64 in lines of one length (RFC 2045 §6.8), the last of them shorter or not: then any byte's place is known. */
export interface Base64Lines {
  /** Characters of a line, without its CRLF. */
  lineLength: number;
  encodedBytes: number;
  /** Decoded. */
  sizeBytes: number;
}

/** A run of whole lines that is fetched at once. */
export interface Block {
  number: number;
  encodedStart: number;
  encodedLength: number;
  /** Decoded: the first byte of the block, and behind the last. */
  start: number;
  end: number;
}

/** No FETCH takes more, so that others soon have the connection. */
export const BLOCK_ENCODED_BYTES = 128 * 1024;

const CRLF_BYTES = 2;
const LONGEST_LINE = 998;
const LINES_IN_TAIL = 4;
const ALPHABET = /^[A-Za-z0-9+/]*$/;
const LAST_LINE = /^[A-Za-z0-9+/]*={0,2}$/;

/** The length of the first line; `null` when nothing could be told by it. */
export function lineLengthOf(head: Buffer): number | null {
  const length = head.indexOf('\r\n');
  return length > 0 && length <= LONGEST_LINE && length % 4 === 0 ? length : null;
}

/** Where the last lines begin, if all lines are alike. */
export function tailStartOf(lineLength: number, encodedBytes: number): number {
  const stride = lineLength + CRLF_BYTES;
  return Math.max(0, Math.floor(encodedBytes / stride) - LINES_IN_TAIL) * stride;
}

/** @param tail from `tailStartOf` on, and everything behind; `null` where that is not the end of such lines */
export function linesWithTail(lineLength: number, encodedBytes: number, tail: Buffer): Base64Lines | null {
  const start = tailStartOf(lineLength, encodedBytes);
  const lines = tail
    .toString('latin1')
    .replace(/(\r\n)+$/, '')
    .split('\r\n');
  const last = lines.pop() ?? '';
  const areAlike = lines.every((line) => line.length === lineLength && ALPHABET.test(line));
  const isEnd = last.length <= lineLength && last.length % 4 === 0 && LAST_LINE.test(last);
  if (start + tail.length !== encodedBytes || !areAlike || !isEnd) return null;
  const before = (start / (lineLength + CRLF_BYTES)) * decodedLine(lineLength);
  return { lineLength, encodedBytes, sizeBytes: before + Buffer.from(lines.join('') + last, 'base64').length };
}

/** The block that a decoded byte is in. */
export function blockAt({ lineLength, encodedBytes, sizeBytes }: Base64Lines, byte: number): Block {
  const stride = lineLength + CRLF_BYTES;
  const lines = Math.floor(BLOCK_ENCODED_BYTES / stride);
  const number = Math.floor(byte / (lines * decodedLine(lineLength)));
  const [encodedStart, start] = [number * lines * stride, number * lines * decodedLine(lineLength)];
  return {
    number,
    encodedStart,
    encodedLength: Math.min(lines * stride, encodedBytes - encodedStart),
    start,
    end: Math.min(start + lines * decodedLine(lineLength), sizeBytes),
  };
}

/** The bytes of a block; `null` when its lines are not as the first ones and the last ones. */
export function decodeBlock({ lineLength }: Base64Lines, { start, end }: Block, encoded: Buffer): Buffer | null {
  const stride = lineLength + CRLF_BYTES;
  for (let at = lineLength; at + 1 < encoded.length; at += stride) {
    if (encoded[at] !== 0x0d || encoded[at + 1] !== 0x0a) return null;
  }
  const decoded = Buffer.from(encoded.toString('latin1'), 'base64');
  return decoded.length === end - start ? decoded : null;
}

const decodedLine = (lineLength: number) => (lineLength / 4) * 3;
