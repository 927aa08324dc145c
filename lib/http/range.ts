import 'server-only';

/** Both ends included, as in Content-Range. */
export interface Span {
  first: number;
  last: number;
}

const ONE_RANGE = /^bytes=[ \t]*(\d*)-(\d*)[ \t]*$/i;

/**
 * What a Range header asks of `size` bytes (RFC 9110 §14.2): a span, `'unsatisfiable'`, or `null` to send everything.
 * A malformed header and several ranges at once are ignored, as the RFC allows.
 */
export function spanOf(range: string | undefined, size: number): Span | 'unsatisfiable' | null {
  const [, from = '', to = ''] = ONE_RANGE.exec(range ?? '') ?? [];
  if (from === '' && to === '') return null;
  if (from === '') return spanBetween(Math.max(0, size - Number(to)), size - 1, size);
  if (to !== '' && Number(to) < Number(from)) return null;
  return spanBetween(Number(from), to === '' ? size - 1 : Math.min(Number(to), size - 1), size);
}

function spanBetween(first: number, last: number, size: number): Span | 'unsatisfiable' {
  return first < size && first <= last ? { first, last } : 'unsatisfiable';
}
