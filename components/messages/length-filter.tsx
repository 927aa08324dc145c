'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { LengthChip } from './length-chip.tsx';

// The popover's library is loaded by the first press, not with the page.
const LengthPopover = dynamic(() => import('./length-popover.tsx').then((module) => module.LengthPopover), {
  loading: () => <LengthChip aria-expanded />,
});

/** Narrows the list to short or long messages. */
export function LengthFilter() {
  const [isWanted, setIsWanted] = useState(false);
  return isWanted ? <LengthPopover /> : <LengthChip aria-expanded={false} onClick={() => setIsWanted(true)} />;
}
