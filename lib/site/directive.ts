import 'server-only';
import { type Bytes, fold, strip } from './bytes.ts';
import type { FindingKind } from './finding.ts';

/** `#include`, `#tryinclude`; or why it is passed over. */
export type Directive =
  | { pattern: Bytes; mayBeAbsent: boolean }
  | { kind: Extract<FindingKind, 'directive-unknown' | 'directive-empty' | 'exec-refused'>; detail: Bytes };

/** A line that begins with `#` (main/config.c process_text_line). */
export function directiveOf(line: Bytes): Directive {
  const [, name = '', rest = ''] = /^#([^\0- ]*)([\s\S]*)$/.exec(line) ?? [];
  const word = fold(name);
  // What a program prints is not ours to find out: it runs as whoever reads the file.
  if (word === 'exec') return { kind: 'exec-refused', detail: '' };
  if (word !== 'include' && word !== 'tryinclude') return { kind: 'directive-unknown', detail: name };
  const argument = strip(rest);
  if (argument === '') return { kind: 'directive-empty', detail: name };
  return { pattern: unquoted(argument), mayBeAbsent: word === 'tryinclude' };
}

function unquoted(argument: Bytes): Bytes {
  const isQuoted = /^"[\s\S]*"$|^<[\s\S]*>$/.test(argument) || argument === '"';
  return isQuoted ? argument.slice(1, -1) : argument;
}
