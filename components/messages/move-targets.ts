'use client';

import { useMailbox } from '#components/mailbox/use-mailbox.ts';
import { type FolderSlug, folderName, isOnPhone, STANDARD_FOLDERS } from '#lib/voicemail/folder.ts';

/** Where messages of a folder may be moved: any folder that the phone can open. */
export function useMoveTargets(folder: FolderSlug): { slug: FolderSlug; name: string }[] {
  const { data } = useMailbox();
  const folders = data?.folders ?? STANDARD_FOLDERS.map((slug) => ({ slug, name: folderName(slug) }));
  return folders.filter(({ slug }) => slug !== folder && isOnPhone(slug));
}
