'use client';

import { durationText } from '#components/ui/duration.ts';
import { thing } from './greeting-words.ts';
import { useDesk, useStudioState } from './greetings-context.ts';
import type { StudioState } from './studio.ts';

/** Tells screen readers how far a new greeting has come; its clock is not read aloud. */
export function Progress() {
  const { mostSeconds } = useDesk();
  const words = useStudioState((state) => progressWords(state, mostSeconds));
  return (
    <p role="status" className="sr-only">
      {words}
    </p>
  );
}

function progressWords({ work, savedKind }: StudioState, mostSeconds: number): string {
  if (savedKind) return `The ${thing(savedKind)} is saved`;
  switch (work?.phase) {
    case 'countdown':
      return `Recording begins in ${work.left}`;
    case 'recording':
      return `Recording, ${durationText(mostSeconds)} at most`;
    case 'take':
      return `${durationText(work.take.seconds)} recorded, not saved yet`;
    default:
      return '';
  }
}
