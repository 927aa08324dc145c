import { isKnownCharset, textOf } from './text.ts';

/** After the charset: language (RFC 2231 §5), encoding, payload. Some write spaces into it, which RFC 2047 forbids. */
const REST = String.raw`(?:\*[^?\s]{0,40})?\?([bq])\?([ ->@-~]*)\?=`;
const WORD = new RegExp(String.raw`=\?[^?*\s]{1,40}${REST}`, 'gi');
/** Words of one charset, side by side: writers split characters between them (RFC 2047 §5 forbids it). */
const RUN = new RegExp(String.raw`=\?([^?*\s]{1,40})${REST}(?:=\?\1${REST})*`, 'gi');
const SPACE_BETWEEN_WORDS = /(?<=\?=)\s+(?==\?)/g;

/** RFC 2047 encoded words as text; words of an unknown charset, and what only looks like one, stay as they are. */
export function decodeEncodedWords(text: string): string {
  if (!text.includes('=?')) return text;
  return text
    .replaceAll(SPACE_BETWEEN_WORDS, '')
    .replaceAll(RUN, (run: string, charset: string) => (isKnownCharset(charset) ? decodeRun(run, charset) : run));
}

function decodeRun(run: string, charset: string): string {
  const binary = [...run.matchAll(WORD)].map(([, encoding = '', payload = '']) =>
    encoding.toLowerCase() === 'b' ? fromBase64(payload) : fromQ(payload),
  );
  return textOf(
    Uint8Array.from(binary.join(''), (char) => char.charCodeAt(0)),
    charset,
  );
}

/** One byte per character. Padding is optional; a last digit that holds no whole byte is dropped. */
function fromBase64(payload: string): string {
  const digits = payload.replaceAll(/[^A-Za-z0-9+/]/g, '');
  return atob(digits.slice(0, digits.length - (digits.length % 4 === 1 ? 1 : 0)));
}

/** One byte per character. Asterisk writes control bytes with one digit, `=9` (app_voicemail.c ast_str_encode_mime). */
function fromQ(payload: string): string {
  return payload
    .replaceAll('_', ' ')
    .replaceAll(/=([0-9A-F]{1,2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
