'use client';

import { useClock, useToday } from '#components/ui/use-clock.ts';
import { leavingWords } from './deleted-words.ts';

/** When a message in Deleted goes for good. */
export function LeavesIn({ purgeAt }: { purgeAt: string }) {
  const clock = useClock();
  return (
    <time dateTime={purgeAt} title={clock.stampOf(purgeAt)} suppressHydrationWarning>
      {leavingWords(clock.dayOf(purgeAt), useToday())}
    </time>
  );
}
