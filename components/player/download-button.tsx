'use client';

import { Download } from 'lucide-react';
import { type ComponentProps, useState } from 'react';
import { IconButton } from '#components/ui/button.tsx';
import { onDemand } from '#components/ui/on-demand.tsx';
import type { Track } from './playback.ts';

// The menu's library is loaded by the first press.
const DownloadMenu = onDemand(
  () => import('./download-this.tsx').then((module) => module.DownloadThis),
  <Trigger aria-expanded />,
);

/** What plays, as a file: a menu of its forms. */
export function DownloadButton({ track }: { track: Track }) {
  const [isWanted, setIsWanted] = useState(false);
  if (isWanted) return <DownloadMenu track={track} trigger={<Trigger />} />;
  return <Trigger aria-expanded={false} onClick={() => setIsWanted(true)} />;
}

function Trigger(props: Omit<ComponentProps<typeof IconButton>, 'label'>) {
  return (
    <IconButton aria-haspopup="menu" {...props} label="Download">
      <Download size={18} strokeWidth={1.75} aria-hidden="true" />
    </IconButton>
  );
}
