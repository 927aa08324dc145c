'use client';

import { onDemand } from '#components/ui/on-demand.tsx';
import type { FolderSlug } from '#lib/voicemail/folder.ts';
import { useMessages } from './use-messages.ts';
import { useSearch } from './use-search.ts';

// Few folders are ever so large.
const IndexingBar = onDemand(() => import('./indexing-bar.tsx').then((module) => module.IndexingBar));

/** Shown while a large folder is read for the first time. */
export function Indexing({ folder }: { folder: FolderSlug }) {
  const { data } = useMessages(folder, useSearch());
  const indexing = data?.pages[0]?.indexing;
  return indexing ? <IndexingBar {...indexing} /> : null;
}
