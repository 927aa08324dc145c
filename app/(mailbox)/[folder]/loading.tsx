import { FolderSkeleton } from '#components/messages/folder-skeleton.tsx';

export default function FolderLoading() {
  return <FolderSkeleton />;
}
