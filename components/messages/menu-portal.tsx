'use client';

import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';

/** Takes a menu out of its row, but not out of the page's landmarks. */
export function MenuPortal({ children }: { children: ReactNode }) {
  return <DropdownMenu.Portal container={document.querySelector('main')}>{children}</DropdownMenu.Portal>;
}
