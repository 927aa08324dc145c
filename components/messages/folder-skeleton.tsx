'use client';

import { useParams } from 'next/navigation';
import { folderName, isFolderSlug } from '#lib/voicemail/folder.ts';
import { ListSkeleton } from './list-skeleton.tsx';

/** Stands where the folder will be, in its measures. */
export function FolderSkeleton() {
  const folder = useParams<{ folder?: string }>()?.folder ?? '';
  return (
    <main className="grid min-h-0 grid-cols-[minmax(0,1fr)] grid-rows-[auto_auto_minmax(0,1fr)]">
      <header className="flex h-14 items-center pr-1 pl-13 tablet:h-16 tablet:px-6">
        <h1 className="text-[20px]/7 font-bold tracking-tighter tablet:text-2xl">
          {isFolderSlug(folder) ? folderName(folder) : ''}
        </h1>
      </header>
      <div className="h-27 border-b border-line tablet:h-12" />
      <ListSkeleton />
    </main>
  );
}
