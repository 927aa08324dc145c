'use client';

import { FolderInput } from 'lucide-react';
import { type ComponentProps, useState } from 'react';
import { onDemand } from '#components/ui/on-demand.tsx';
import type { FolderSlug } from '#lib/voicemail/folder.ts';
import type { Wish } from './change.ts';

// The menu's library is loaded by the first press, not with the page.
const MoveMenu = onDemand(
  () => import('./move-menu.tsx').then((module) => module.MoveMenu),
  <FolderInput size={18} strokeWidth={1.75} aria-hidden="true" className="m-auto" />,
);

interface MoveButtonProps {
  folder: FolderSlug;
  className: string;
  onMove: (wish: Wish) => void;
}

/** Where to: a menu of folders. */
export function MoveButton({ folder, className, onMove }: MoveButtonProps) {
  const [isWanted, setIsWanted] = useState(false);
  if (isWanted) return <MoveMenu folder={folder} onMove={onMove} trigger={<Move className={className} />} />;
  return <Move className={className} aria-expanded={false} onClick={() => setIsWanted(true)} />;
}

function Move(props: ComponentProps<'button'>) {
  return (
    <button type="button" aria-label="Move to folder" title="Move to folder" aria-haspopup="menu" {...props}>
      <FolderInput size={18} strokeWidth={1.75} aria-hidden="true" />
      <span className="tablet:hidden">Move</span>
      <span className="hidden desk:inline">Move to…</span>
    </button>
  );
}
