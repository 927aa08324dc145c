import 'server-only';
import { type Bytes, strip } from './bytes.ts';
import type { FindingKind } from './finding.ts';

/** `name = value`, `name => value`, or with `isMore` `name += value`, whose value is not stripped yet. */
export type EntryLine =
  | { name: Bytes; value: Bytes; isMore: boolean }
  | { kind: Extract<FindingKind, 'entry-without-equals' | 'entry-without-name'>; isFatal: boolean };

/**
 * A line that is neither section nor directive, split at the first `=`. A backslash before its first character
 * takes that character's meaning (main/config.c process_text_line).
 */
export function entryOf(line: Bytes): EntryLine {
  const isEscaped = line.startsWith('\\');
  const text = isEscaped ? line.slice(1) : line;
  const first = isEscaped ? 1 : 0;
  // There `char` is signed: a byte of more than 7 bits is less than a blank.
  if (isEscaped && !/^[!-\x7f]/.test(text)) return { kind: 'entry-without-name', isFatal: true };
  const equals = text.indexOf('=', first);
  if (equals < 0) return { kind: 'entry-without-equals', isFatal: false };
  const isMore = equals > first && text[equals - 1] === '+';
  const name = strip(text.slice(0, isMore ? equals - 1 : equals));
  const value = text.slice(equals + 1);
  if (name === '') return { kind: 'entry-without-name', isFatal: false };
  return isMore ? { name, value, isMore } : { name, value: strip(value.replace(/^>/, '')), isMore };
}
