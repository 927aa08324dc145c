'use client';

import { chosenWords } from './bulk-words.ts';
import { useSelectionState } from './use-selection.ts';

/** How many are chosen, in words. */
export function ChosenWords() {
  return useSelectionState(chosenWords);
}
