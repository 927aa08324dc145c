import { notFound } from 'next/navigation';
import { FolderView } from '#components/messages/folder-view.tsx';
import { isFolderSlug } from '#lib/voicemail/folder.ts';

export default async function FolderPage({ params }: { params: Promise<{ folder: string }> }) {
  const { folder } = await params;
  if (!isFolderSlug(folder)) notFound();
  return <FolderView folder={folder} />;
}
