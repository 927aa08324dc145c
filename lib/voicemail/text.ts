/** Controls, line separators, what nobody sees, and what turns the reading direction. */
const UNPRINTABLE = /[\p{Cc}\u200B\u2028\u2029\u202A-\u202E\u2066-\u2069\uFEFF]/gu;

/**
 * Bytes of uncertain charset as text: UTF-8 where they are valid UTF-8, else as the label says, else Windows-1252.
 * Asterisk transcodes nothing, so its label often lies. Bytes below 128 prove nothing: there the label decides, as for
 * ISO-2022-JP.
 */
export function textOf(bytes: Uint8Array, charset: string | null = null): string {
  const labels = bytes.some((byte) => byte >= 128) ? ['utf-8', charset] : [charset, 'utf-8'];
  for (const label of labels) {
    const text = label === null ? null : decoded(bytes, label);
    if (text !== null) return text;
  }
  return decoded(bytes, 'windows-1252') ?? '';
}

/** Whether this runtime can decode the charset (WHATWG Encoding labels). */
export function isKnownCharset(label: string): boolean {
  return decoded(new Uint8Array(), label) !== null;
}

/** One line without control characters and without what would let a caller's name rewrite the row around it. */
export function printable(text: string): string {
  return text.replaceAll('\t', ' ').replaceAll(UNPRINTABLE, '');
}

/** At most `length` UTF-16 units, no surrogate pair torn. */
export function cut(text: string, length: number): string {
  return text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '');
}

export function isAscii(text: string): boolean {
  return /^\p{ASCII}*$/u.test(text);
}

function decoded(bytes: Uint8Array, label: string): string | null {
  try {
    const decoder = new TextDecoder(label, { fatal: true });
    // In one go Node 20 takes Windows-1252 for Latin-1 (Š becomes a control character); as a stream it does not.
    return decoder.decode(bytes, { stream: decoder.encoding === 'windows-1252' });
  } catch {
    return null;
  }
}
