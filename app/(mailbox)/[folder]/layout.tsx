import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { FolderView } from '#components/messages/folder-view.tsx';
import { isFolderSlug } from '#lib/voicemail/folder.ts';

interface FolderLayoutProps {
  params: Promise<{ folder: string }>;
  children: ReactNode;
}

/** The folder stands here and not on the page, which is behind a boundary: what is below that is drawn after a skeleton, though it be there. */
export default async function FolderLayout({ params, children }: FolderLayoutProps) {
  const { folder } = await params;
  if (!isFolderSlug(folder)) notFound();
  return (
    <>
      <FolderView key={folder} folder={folder} />
      {children}
    </>
  );
}
