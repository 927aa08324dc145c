'use client';

import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import { MENU } from './menu-item.tsx';
import { MenuPortal } from './menu-portal.tsx';

/** It opens as soon as it is there: the press that loaded it asked for it. */
export function DownloadMenu({ trigger, children }: { trigger: ReactNode; children: ReactNode }) {
  return (
    <DropdownMenu.Root defaultOpen modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <MenuPortal>
        <DropdownMenu.Content align="end" sideOffset={4} className={MENU}>
          {children}
        </DropdownMenu.Content>
      </MenuPortal>
    </DropdownMenu.Root>
  );
}
