'use client';

import { ChevronRight, Copy, Download } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { Message } from '#lib/voicemail/message.ts';
import { copyNumber } from './copy-number.ts';
import { DownloadItems } from './download-items.tsx';
import { MENU, MENU_ITEM, MenuItem } from './menu-item.tsx';
import { MenuPortal } from './menu-portal.tsx';

const ICON = { size: 18, strokeWidth: 1.75, 'aria-hidden': true } as const;

interface ExtrasProps {
  message: Message;
  mailbox: string | undefined;
}

/** What changes nothing: the sound as a file, the number for elsewhere. */
export function RowMenuExtras({ message, mailbox }: ExtrasProps) {
  const { number } = message.caller;
  return (
    <>
      {message.codec !== null && <DownloadSubmenu message={message} mailbox={mailbox} />}
      {number !== null && (
        <MenuItem label="Copy number" icon={<Copy {...ICON} />} onSelect={() => void copyNumber(number)} />
      )}
    </>
  );
}

function DownloadSubmenu(props: ExtrasProps) {
  return (
    <DropdownMenu.Sub>
      <DropdownMenu.SubTrigger className={MENU_ITEM}>
        <Download {...ICON} className="text-ink-2" />
        Download
        <ChevronRight size={16} className="ml-auto text-ink-3" aria-hidden="true" />
      </DropdownMenu.SubTrigger>
      <MenuPortal>
        <DropdownMenu.SubContent className={MENU} sideOffset={4}>
          <DownloadItems {...props} />
        </DropdownMenu.SubContent>
      </MenuPortal>
    </DropdownMenu.Sub>
  );
}
