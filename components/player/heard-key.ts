import { KeptHere } from '#components/ui/kept-here.ts';

/** The choices of when a message counts as heard, by person; `null` while nobody has chosen. */
export const heardChoices = new KeptHere('lamplight.heard');
