const [TAB, LF, CR, SPACE, COLON] = [9, 10, 13, 32, 58];
const LONGEST_NAME = 64;
const LONGEST_VALUE_BYTES = 4096;

/**
 * The first value of each wanted field as raw bytes, by the name as given; names match without case, as in Asterisk's
 * get_header_by_tag. Ends at the empty line (RFC 5322 §2.1). A value is still folded, and cut after 4096 bytes.
 */
export function firstValues<Name extends string>(block: Uint8Array, wanted: readonly Name[]): Map<Name, Uint8Array> {
  const byLowerCase = new Map(wanted.map((name) => [name.toLowerCase(), name]));
  const values = new Map<Name, Uint8Array>();
  for (const field of fieldsOf(block)) {
    const colon = field.subarray(0, LONGEST_NAME).indexOf(COLON);
    if (colon < 0) continue;
    const name = byLowerCase.get(
      String.fromCharCode(...field.subarray(0, colon))
        .trimEnd()
        .toLowerCase(),
    );
    if (name && !values.has(name)) values.set(name, cutBetweenCharacters(field.subarray(colon + 1)));
  }
  return values;
}

/** Each field with its folded lines (RFC 5322 §2.2.3), up to the empty line. */
function* fieldsOf(block: Uint8Array): Generator<Uint8Array> {
  let start = 0;
  while (start < block.length && !isEmptyLine(block, start)) {
    let end = start;
    do end = block.indexOf(LF, end) + 1 || block.length;
    while (block[end] === SPACE || block[end] === TAB);
    yield block.subarray(start, end);
    start = end;
  }
}

function isEmptyLine(block: Uint8Array, at: number): boolean {
  return block[at] === LF || (block[at] === CR && block[at + 1] === LF);
}

/** Torn UTF-8 would be read as Windows-1252, all of it. */
function cutBetweenCharacters(value: Uint8Array): Uint8Array {
  let end = LONGEST_VALUE_BYTES;
  while (end > LONGEST_VALUE_BYTES - 4 && ((value[end] ?? 0) & 0xc0) === 0x80) end--;
  return value.subarray(0, end);
}
