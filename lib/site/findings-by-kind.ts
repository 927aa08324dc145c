import 'server-only';
import type { Finding } from './finding.ts';

/** Findings of one kind: those to be told in full, and the rest, to be counted. */
export interface SameKind {
  told: Finding[];
  more: Finding[];
}

/** Of one kind no more are told one by one: thousands without a PIN need no thousand lines. */
const MOST_OF_A_KIND = 3;

/** In the order in which each kind comes first. */
export function findingsByKind(findings: readonly Finding[]): SameKind[] {
  const kinds = new Map<string, Finding[]>();
  for (const one of findings) {
    const same = kinds.get(one.kind);
    if (same) same.push(one);
    else kinds.set(one.kind, [one]);
  }
  return [...kinds.values()].map((same) => ({
    told: same.slice(0, MOST_OF_A_KIND),
    more: same.slice(MOST_OF_A_KIND),
  }));
}
