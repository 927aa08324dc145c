import { ODD_PLACES, ODD_SOUNDS, ODD_STRANGERS } from './odd-bodies.ts';
import { ODD_CALLERS, ODD_HEADERS } from './odd-headers.ts';
import type { OddMessage } from './odd-message.ts';

/** Every odd message on record, to mailbox 1999@default: what the list shows, and what it must not. */
export const ODD_MESSAGES: readonly OddMessage[] = [
  ...ODD_CALLERS,
  ...ODD_HEADERS,
  ...ODD_SOUNDS,
  ...ODD_PLACES,
  ...ODD_STRANGERS,
];
