/** What callers hear before the tone, and the file's name that Asterisk keeps each under (app_voicemail.c leave_voicemail). */
const GREETING_STEMS = { unavailable: 'unavail', busy: 'busy', name: 'greet', temporary: 'temp' } as const;

export type GreetingKind = keyof typeof GREETING_STEMS;

/** In the order of the phone's menu. */
export const GREETING_KINDS = Object.keys(GREETING_STEMS) as GreetingKind[];

export const greetingStem = (kind: GreetingKind): string => GREETING_STEMS[kind];

/** The kind that a stem stands for, to the letter; `null` when it is none of Asterisk's. */
export function greetingKindOf(stem: string): GreetingKind | null {
  return GREETING_KINDS.find((kind) => GREETING_STEMS[kind] === stem) ?? null;
}

/** What callers hear when the phone is not answered, and when it is busy: `name` within the phone's own words, `null` those alone. */
export interface Heard {
  unavailable: GreetingKind | null;
  busy: GreetingKind | null;
}

/** The temporary one before all; else that of the case; else words around the spoken name (leave_voicemail, invent_message). */
export function heardOf(stored: readonly GreetingKind[]): Heard {
  const first = (...kinds: GreetingKind[]) => kinds.find((kind) => stored.includes(kind)) ?? null;
  return { unavailable: first('temporary', 'unavailable', 'name'), busy: first('temporary', 'busy', 'name') };
}

/** Why a greeting can be neither seen nor changed here. */
export const GREETING_REFUSALS = [
  'site-unknown',
  'kept-on-the-phone',
  'shares-folder',
  'shares-account',
  'format-unknown',
] as const;

export type GreetingRefusal = (typeof GREETING_REFUSALS)[number];
