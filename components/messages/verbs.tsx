import { ArchiveRestore, CheckCheck, CircleX, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { LampGlyph } from '#components/mailbox/lamp-glyph.tsx';
import type { FolderSlug } from '#lib/voicemail/folder.ts';
import type { Message } from '#lib/voicemail/message.ts';
import type { Wish } from './change.ts';

export interface Verb {
  label: string;
  /** Where there is little room. */
  short: string;
  icon: ReactNode;
  isDanger?: boolean;
  wish: Wish;
}

const ICON = { size: 18, strokeWidth: 1.75, 'aria-hidden': true } as const;

export const MARK: Record<'heard' | 'new', Verb> = {
  heard: {
    label: 'Mark as heard',
    short: 'Heard',
    icon: <CheckCheck {...ICON} />,
    wish: { verb: 'mark', status: 'old' },
  },
  new: {
    label: 'Mark as new',
    short: 'New',
    icon: <LampGlyph on={false} className="size-4.5 stroke-[1.75]" />,
    wish: { verb: 'mark', status: 'new' },
  },
};

const DELETE: Verb = {
  label: 'Delete',
  short: 'Delete',
  icon: <Trash2 {...ICON} />,
  wish: { verb: 'move', folder: 'deleted' },
};

const RESTORE: Verb = {
  label: 'Restore',
  short: 'Restore',
  icon: <ArchiveRestore {...ICON} />,
  wish: { verb: 'restore' },
};

const PURGE: Verb = {
  label: 'Delete for good',
  short: 'For good',
  icon: <CircleX {...ICON} />,
  isDanger: true,
  wish: { verb: 'purge', isOverQuota: false },
};

/** How messages leave a folder. */
export function leavingVerbs(folder: FolderSlug): Verb[] {
  return folder === 'deleted' ? [RESTORE, PURGE] : [DELETE];
}

/** What Delete means where one is. */
export function deleteWish(folder: FolderSlug): Wish {
  return (folder === 'deleted' ? PURGE : DELETE).wish;
}

/** What one can do with one message at once. */
export function verbsFor({ status, folder }: Message): Verb[] {
  return [status === 'new' ? MARK.heard : MARK.new, ...leavingVerbs(folder)];
}
