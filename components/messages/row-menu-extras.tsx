'use client';

import { Copy, Download } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { readersClock } from '#components/ui/use-clock.ts';
import { downloadUrl } from '#lib/api/client.ts';
import type { Message } from '#lib/voicemail/message.ts';
import { MENU_ITEM, MenuItem } from './menu-item.tsx';

const ICON = { size: 18, strokeWidth: 1.75, 'aria-hidden': true } as const;

/** What changes nothing: the sound as a file, the number for elsewhere. */
export function RowMenuExtras({ message, mailbox }: { message: Message; mailbox: string | undefined }) {
  const { number } = message.caller;
  return (
    <>
      {message.codec !== null && (
        <DropdownMenu.Item asChild className={MENU_ITEM}>
          <a href={downloadUrl(message.id, mailbox, readersClock().timeZone)} download>
            <Download {...ICON} className="text-ink-2" />
            Download
          </a>
        </DropdownMenu.Item>
      )}
      {number !== null && (
        <MenuItem
          label="Copy number"
          icon={<Copy {...ICON} />}
          onSelect={() => void navigator.clipboard.writeText(number).catch(() => {})}
        />
      )}
    </>
  );
}
