'use client';

import { useState } from 'react';
import { onDemand } from '#components/ui/on-demand.tsx';
import { DateChip } from './date-chip.tsx';

// The popover's library is loaded by the first press, not with the page.
const DatePopover = onDemand(
  () => import('./date-popover.tsx').then((module) => module.DatePopover),
  <DateChip aria-expanded />,
);

/** Narrows the list to some days. */
export function DateFilter() {
  const [isWanted, setIsWanted] = useState(false);
  return isWanted ? <DatePopover /> : <DateChip aria-expanded={false} onClick={() => setIsWanted(true)} />;
}
