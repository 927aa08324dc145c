import 'server-only';
import type { Line } from './line.ts';
import type { Patient } from './patient.ts';

/** One group of the doctor's report. It only looks, waits for nothing longer than `PATIENCE_MS`, and may throw: that is told, too. */
export interface Check {
  name: string;
  run(patient: Patient): AsyncIterable<Line>;
}

/** How long any one step may take. */
export const PATIENCE_MS = 10_000;
