'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { DateChip } from './date-chip.tsx';

// The popover's library is loaded by the first press, not with the page.
const DatePopover = dynamic(() => import('./date-popover.tsx').then((module) => module.DatePopover), {
  loading: () => <DateChip aria-expanded />,
});

/** Narrows the list to some days. */
export function DateFilter() {
  const [isWanted, setIsWanted] = useState(false);
  return isWanted ? <DatePopover /> : <DateChip aria-expanded={false} onClick={() => setIsWanted(true)} />;
}
