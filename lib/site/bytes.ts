import 'server-only';

/** Text as it lies in the file: one character per byte. Asterisk knows no encoding, and cuts at bytes. */
export type Bytes = string;

const ASCII = /^[\0-\x7f]*$/;

/**
 * What people read: UTF-8 where the bytes are that, else Latin-1. Each value by itself, for files are mixed.
 * @param limitBytes what Asterisk has room for; the rest is lost there, too (ast_copy_string)
 */
export function textOf(bytes: Bytes, limitBytes = Number.POSITIVE_INFINITY): string {
  const kept = bytes.slice(0, limitBytes);
  if (ASCII.test(kept)) return kept;
  const whole = utf8(bytes);
  if (whole === null) return kept;
  if (kept === bytes) return whole;
  // A character that was cut in two is left out.
  return utf8(kept.replace(/[\xc0-\xff][\x80-\xbf]*$/, (last) => (utf8(last) === null ? '' : last))) ?? kept;
}

function utf8(bytes: Bytes): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(bytes, 'latin1'));
  } catch {
    return null;
  }
}

/** Case as C's strcasecmp sees it: only that of ASCII letters. */
export function fold(text: string): string {
  return text.replaceAll(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/** Without what Asterisk calls blank: all up to the space (strings.h ast_strip). */
export function strip(bytes: Bytes): Bytes {
  let [from, to] = [0, bytes.length];
  while (from < to && bytes.charCodeAt(from) <= 32) from += 1;
  while (to > from && bytes.charCodeAt(to - 1) <= 32) to -= 1;
  return bytes.slice(from, to);
}
