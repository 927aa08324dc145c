'use client';

import { Copy, Phone } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { Message } from '#lib/voicemail/message.ts';
import { copyNumber } from './copy-number.ts';
import { DownloadItems } from './download-items.tsx';
import { MENU_ITEM, MenuItem } from './menu-item.tsx';
import { useCallBack } from './use-call-back.ts';

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
      <DownloadItems message={message} mailbox={mailbox} />
      <CallBack message={message} mailbox={mailbox} />
      {number !== null && (
        <MenuItem label="Copy number" icon={<Copy {...ICON} />} onSelect={() => void copyNumber(number)} />
      )}
    </>
  );
}

function CallBack({ message, mailbox }: ExtrasProps) {
  const way = useCallBack(message, mailbox);
  if (!way) return null;
  if ('ring' in way) return <MenuItem label="Call back" icon={<Phone {...ICON} />} onSelect={way.ring} />;
  return (
    <DropdownMenu.Item asChild className={MENU_ITEM}>
      <a href={way.href}>
        <Phone {...ICON} className="text-ink-2" />
        Call back
      </a>
    </DropdownMenu.Item>
  );
}
