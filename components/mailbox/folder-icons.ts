import { Briefcase, Folder, House, Inbox, Trash2, Users } from 'lucide-react';
import type { FolderSlug } from '#lib/voicemail/folder.ts';

/** A folder that has no icon of its own has the one of `other`. */
export const FOLDER_ICONS: Partial<Record<FolderSlug, typeof Inbox>> & { other: typeof Inbox } = {
  inbox: Inbox,
  work: Briefcase,
  family: House,
  friends: Users,
  deleted: Trash2,
  other: Folder,
};
