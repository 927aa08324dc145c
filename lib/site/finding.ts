import 'server-only';
import { KINDS } from './kinds.ts';

/** Where in which file; line 0 is the file as a whole. */
export interface Place {
  file: string;
  line: number;
}

/** `danger`: mail is lost, or somebody gets in who should not. `warning`: something works otherwise than it reads. */
export type Severity = 'danger' | 'warning' | 'note';

export type FindingKind = keyof typeof KINDS;

/** Something about voicemail.conf that its administrator should know. Holds no PIN and no password. */
export interface Finding {
  kind: FindingKind;
  severity: Severity;
  place: Place;
  /** What is there. */
  what: string;
  /** What comes of it. */
  why: string;
  /** What to change. */
  change: string;
}

/** @param detail a name to put into `what`: of a section, a mailbox, a file, a flag; never a value that may be secret */
export function finding(kind: FindingKind, place: Place, detail = ''): Finding {
  const { severity, what, why, change } = KINDS[kind];
  return { kind, severity, place, what: what.replace('…', () => detail), why, change };
}

/** One line for a log or a terminal. */
export function findingText({ severity, place, what, why, change }: Finding): string {
  const where = place.line > 0 ? `${place.file}:${place.line}` : place.file;
  return `${severity}: ${where}: ${what}: ${why}. ${change}.`;
}
