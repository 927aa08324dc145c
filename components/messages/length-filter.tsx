'use client';

import { useState } from 'react';
import { onDemand } from '#components/ui/on-demand.tsx';
import { LengthChip } from './length-chip.tsx';

// The popover's library is loaded by the first press, not with the page.
const LengthPopover = onDemand(
  () => import('./length-popover.tsx').then((module) => module.LengthPopover),
  <LengthChip aria-expanded />,
);

/** Narrows the list to short or long messages. */
export function LengthFilter() {
  const [isWanted, setIsWanted] = useState(false);
  return isWanted ? <LengthPopover /> : <LengthChip aria-expanded={false} onClick={() => setIsWanted(true)} />;
}
