'use client';

import { Download } from 'lucide-react';
import { type ComponentProps, useState } from 'react';
import { onDemand } from '#components/ui/on-demand.tsx';
import type { Target } from './change.ts';

// The menu's library is loaded by the first press.
const ExportMenu = onDemand(
  () => import('./export-menu.tsx').then((module) => module.ExportMenu),
  <Download size={18} strokeWidth={1.75} aria-hidden="true" className="m-auto" />,
);

/** The chosen ones as one file: a menu of its forms. */
export function ExportButton({ className, chosen }: { className: string; chosen: () => Target | null }) {
  const [isWanted, setIsWanted] = useState(false);
  if (isWanted) return <ExportMenu chosen={chosen} trigger={<Trigger className={className} />} />;
  return <Trigger className={className} aria-expanded={false} onClick={() => setIsWanted(true)} />;
}

function Trigger(props: ComponentProps<'button'>) {
  return (
    <button type="button" aria-label="Download" title="Download" aria-haspopup="menu" {...props}>
      <Download size={18} strokeWidth={1.75} aria-hidden="true" />
      <span className="tablet:hidden desk:inline">Download</span>
    </button>
  );
}
