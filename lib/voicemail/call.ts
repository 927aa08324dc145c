/** How a page calls back: the telephone of the machine it is on, or the owner's own phone, which rings first. */
export type CallBack = 'tel' | 'ring';

/** How it went: `dialling` after the owner's phone was picked up; in the other cases nobody was called. */
export const CALL_OUTCOMES = ['dialling', 'not-answered', 'phone-system-away'] as const;

export type CallOutcome = (typeof CALL_OUTCOMES)[number];

/** The digits of E.164 are 15 at most; sites put some before them. */
const DIALABLE = /^\+?\d{2,24}$/;

/**
 * A caller's number as one dials it: `+1 (202) 555-0143` to `+12025550143`. `null` for what is no number, and for what has a star or hash in
 * it: those are orders to a phone system, and callers choose what their number is.
 */
export function dialable(number: string | null): string | null {
  const digits = (number ?? '').replaceAll(/[ ()./-]/g, '');
  return DIALABLE.test(digits) ? digits : null;
}
