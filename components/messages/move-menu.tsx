'use client';

import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import type { FolderSlug } from '#lib/voicemail/folder.ts';
import type { Wish } from './change.ts';
import { MENU } from './menu-item.tsx';
import { MenuPortal } from './menu-portal.tsx';
import { MoveItems } from './move-submenu.tsx';

interface MoveMenuProps {
  folder: FolderSlug;
  trigger: ReactNode;
  onMove: (wish: Wish) => void;
}

/** It opens as soon as it is there: the press that loaded it asked for it. */
export function MoveMenu({ folder, trigger, onMove }: MoveMenuProps) {
  return (
    <DropdownMenu.Root defaultOpen modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <MenuPortal>
        <DropdownMenu.Content
          className={MENU}
          sideOffset={4}
          collisionPadding={8}
          onCloseAutoFocus={(event) => event.preventDefault()}
        >
          <MoveItems folder={folder} onMove={onMove} />
        </DropdownMenu.Content>
      </MenuPortal>
    </DropdownMenu.Root>
  );
}
