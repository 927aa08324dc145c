import 'server-only';

/** `danger`: mail is lost, somebody gets in who should not, or nobody does. Then the site is not fit. */
export type Level = 'ok' | 'note' | 'warning' | 'danger';

/** One thing that was looked at. Holds no password, PIN, secret or caller. */
export interface Line {
  level: Level;
  /** What was found. */
  what: string;
  /** Why it matters. */
  why?: string;
  /** What to change, with the setting or the line of a file. */
  change?: string;
  /** `voicemail.conf:12` */
  where?: string;
}

type Telling = (what: string, why: string, change?: string, where?: string) => Line;

const telling =
  (level: Level): Telling =>
  (what, why, change, where) => ({ level, what, why, ...(change && { change }), ...(where && { where }) });

export const ok = (what: string): Line => ({ level: 'ok', what });
export const note = telling('note');
export const warning = telling('warning');
export const danger = telling('danger');

/** A look that could not be taken, and why. */
export const untried = (what: string, why: string): Line => note(`Not looked at: ${what}`, why);
