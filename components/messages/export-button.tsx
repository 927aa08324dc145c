'use client';

import { Download } from 'lucide-react';
import { type ComponentProps, useState } from 'react';
import { onDemand } from '#components/ui/on-demand.tsx';

// The menu's library is loaded by the first press.
const ExportMenu = onDemand(
  () => import('./export-menu.tsx').then((module) => module.ExportMenu),
  <Download size={18} strokeWidth={1.75} aria-hidden="true" className="m-auto" />,
);

/** The chosen ones as one file: a menu of its forms. */
export function ExportButton({ className }: { className: string }) {
  const [isWanted, setIsWanted] = useState(false);
  if (isWanted) return <ExportMenu trigger={<Trigger className={className} />} />;
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
