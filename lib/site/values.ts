import 'server-only';

/** main/utils.c ast_true */
export function isTrue(value: string): boolean {
  return /^(yes|true|y|t|1|on)$/i.test(value);
}

/** main/utils.c ast_false: what is neither true nor false is neither. */
export function isFalse(value: string): boolean {
  return /^(no|false|n|f|0|off)$/i.test(value);
}

const LARGEST_INT = 2 ** 31 - 1;

/** The number that a text begins with, as C's sscanf("%d") reads it; `null` without one. */
export function leadingInt(value: string): number | null {
  const [digits] = /^[\t-\r ]*[+-]?\d+/.exec(value) ?? [];
  if (digits === undefined) return null;
  return Math.max(-LARGEST_INT - 1, Math.min(LARGEST_INT, Number(digits.trim())));
}
