/**
 * Text as Asterisk has it: bytes without an encoding. A string here holds one byte in each character (latin1), so that
 * nothing is transcoded on the way and the message ends as the bytes that went in.
 */
export type ByteString = string;

export type Encoding = 'utf8' | 'latin1';

export function toBytes(text: string, encoding: Encoding): ByteString {
  return Buffer.from(text, encoding).toString('latin1');
}

/** app_voicemail.c strip_control_and_high: deletes what is below 32 or above 126, in a buffer of 256. */
export function stripControlAndHigh(text: ByteString): ByteString {
  return text.replaceAll(/[^\x20-\x7e]/g, '').slice(0, 255);
}

/** app_voicemail.c check_mime: whether a name cannot stand in a header as it is. */
function needsEncoding(text: ByteString): boolean {
  return /[^\x20-\x7e]|[()<>@,:;/"[\]?.=]/.test(text);
}

/** The longest that an encoded word may grow before the next byte opens another one (ast_str_encode_mime). */
const LAST_COLUMN = { encoded: 70, plain: 72 };

/**
 * A name for From or To: quoted, or where check_mime says so as RFC 2047 words, one to a line.
 * @param preamble how many columns of the first line are taken
 */
export function headerName(name: ByteString, charset: string, preamble: number): ByteString {
  if (!needsEncoding(name)) return `"${name}"`;
  const words = [''];
  for (const char of name) {
    const piece = encodedChar(char);
    const column = `=?${charset}?Q?${words.at(-1)}`.length + (words.length === 1 ? preamble : 0);
    const isFull = column > (piece.length > 1 ? LAST_COLUMN.encoded : LAST_COLUMN.plain);
    if (isFull) words.push(piece);
    else words.push(`${words.pop()}${piece}`);
  }
  return words.map((word) => `=?${charset}?Q?${word}?=`).join('\r\n ');
}

/** Control bytes come out as one digit: `%hhX` has no padding. */
function encodedChar(char: ByteString): ByteString {
  if (char === ' ') return '_';
  const isPlain = /[\x21-\x7e]/.test(char) && !/[()<>@,:;/"[\]?.=_]/.test(char);
  return isPlain ? char : `=${char.charCodeAt(0).toString(16).toUpperCase()}`;
}

/** main/utils.c BASELINELEN */
const BASE64_COLUMNS = 72;

/** main/utils.c ast_base64_encode_file: lines of 72 columns, and one line end after the last, or after nothing. */
export function base64Lines(bytes: Uint8Array): ByteString {
  const text = Buffer.from(bytes).toString('base64');
  const lines = text.match(new RegExp(`.{1,${BASE64_COLUMNS}}`, 'g')) ?? [''];
  return lines.map((line) => `${line}\r\n`).join('');
}
