import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { isFolderSlug } from '#lib/voicemail/folder.ts';

interface FolderLayoutProps {
  params: Promise<{ folder: string }>;
  children: ReactNode;
}

/** Refuses what is no folder here: below the skeleton the answer has begun, and its status can only be 200. */
export default async function FolderLayout({ params, children }: FolderLayoutProps) {
  const { folder } = await params;
  if (!isFolderSlug(folder)) notFound();
  return children;
}
