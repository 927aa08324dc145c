'use client';

import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { onDemand } from '#components/ui/on-demand.tsx';
import type { FolderSlug } from '#lib/voicemail/folder.ts';
import type { Search } from './search.ts';

const Hits = onDemand(() => import('./hits.tsx').then((module) => module.Hits), <p className="text-ink-3">Looking…</p>);

interface ElsewhereProps {
  folder: FolderSlug;
  search: Search;
}

/** Where nothing was found: looks in the other folders, when asked to. */
export function Elsewhere({ folder, search }: ElsewhereProps) {
  const [isWanted, setIsWanted] = useState(false);
  if (isWanted) return <Hits folder={folder} search={search} />;
  return (
    <Button look="primary" onClick={() => setIsWanted(true)}>
      Look in all folders
    </Button>
  );
}
