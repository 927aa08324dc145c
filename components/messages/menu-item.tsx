'use client';

import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';

export const MENU = 'z-30 min-w-48 rounded-lg border border-line bg-raised p-1 text-base text-ink shadow-float';

export const MENU_ITEM =
  'flex h-11 items-center gap-2.5 rounded-sm px-2.5 outline-offset-0 data-highlighted:bg-hover data-[state=open]:bg-hover tablet:h-9';

interface MenuItemProps {
  label: string;
  icon: ReactNode;
  isDanger?: boolean;
  onSelect: () => void;
}

export function MenuItem({ label, icon, isDanger = false, onSelect }: MenuItemProps) {
  return (
    <DropdownMenu.Item className={`${MENU_ITEM} ${isDanger ? 'text-danger' : ''}`} onSelect={onSelect}>
      <span className={isDanger ? '' : 'text-ink-2'}>{icon}</span>
      {label}
    </DropdownMenu.Item>
  );
}
