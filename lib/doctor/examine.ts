import 'server-only';
import type { Check } from './check.ts';
import { type Level, type Line, untried } from './line.ts';
import type { Patient } from './patient.ts';

/** What one check had to say. */
export interface Group {
  name: string;
  lines: Line[];
}

/** Every check in its order; what one of them cannot do ends that one only. */
export async function* examine(patient: Patient, checks: readonly Check[]): AsyncIterable<Group> {
  for (const { name, run } of checks) {
    const lines: Line[] = [];
    try {
      for await (const line of run(patient)) lines.push(line);
    } catch (error) {
      lines.push(untried(`the rest of ${name}`, error instanceof Error ? error.message : 'the program failed'));
    }
    if (lines.length > 0) yield { name, lines };
  }
}

/** How many lines there are of each level. */
export function tally(groups: readonly Group[]): Record<Level, number> {
  const count: Record<Level, number> = { ok: 0, note: 0, warning: 0, danger: 0 };
  for (const { lines } of groups) for (const { level } of lines) count[level] += 1;
  return count;
}
