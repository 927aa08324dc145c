'use client';

import { ChevronRight, FolderInput } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { FOLDER_ICONS } from '#components/mailbox/folder-icons.ts';
import type { FolderSlug } from '#lib/voicemail/folder.ts';
import type { Wish } from './change.ts';
import { MENU, MENU_ITEM, MenuItem } from './menu-item.tsx';
import { MenuPortal } from './menu-portal.tsx';
import { useMoveTargets } from './move-targets.ts';

interface MoveProps {
  folder: FolderSlug;
  onMove: (wish: Wish) => void;
}

export function MoveSubmenu(props: MoveProps) {
  return (
    <DropdownMenu.Sub>
      <DropdownMenu.SubTrigger className={MENU_ITEM}>
        <FolderInput size={18} strokeWidth={1.75} className="text-ink-2" aria-hidden="true" />
        Move to
        <ChevronRight size={16} className="ml-auto text-ink-3" aria-hidden="true" />
      </DropdownMenu.SubTrigger>
      <MenuPortal>
        <DropdownMenu.SubContent className={MENU} sideOffset={4}>
          <MoveItems {...props} />
        </DropdownMenu.SubContent>
      </MenuPortal>
    </DropdownMenu.Sub>
  );
}

/** The folders to move to, as items of a menu. */
export function MoveItems({ folder, onMove }: MoveProps) {
  const targets = useMoveTargets(folder);
  return targets.map(({ slug, name }) => {
    const Icon = FOLDER_ICONS[slug] ?? FOLDER_ICONS.other;
    return (
      <MenuItem
        key={slug}
        label={name}
        icon={<Icon size={18} strokeWidth={1.75} aria-hidden="true" />}
        onSelect={() => onMove({ verb: 'move', folder: slug })}
      />
    );
  });
}
