import 'server-only';
import type { Severity } from './finding.ts';

/** What can be said about a voicemail.conf, whatever the place; `…` stands for a name. */
export interface Kind {
  severity: Severity;
  what: string;
  why: string;
  change: string;
}

const kind =
  (severity: Severity) =>
  (what: string, why: string, change: string): Kind => ({ severity, what, why, change });

export const danger = kind('danger');
export const warning = kind('warning');
export const note = kind('note');
