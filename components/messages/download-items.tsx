'use client';

import { Download } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { readersClock } from '#components/ui/use-clock.ts';
import { downloadUrl } from '#lib/api/client.ts';
import type { Message } from '#lib/voicemail/message.ts';
import { MENU_ITEM } from './menu-item.tsx';
import { formsOf } from './sound-forms.ts';

/** The sound of a message as a file, as items of a menu. */
export function DownloadItems({ message, mailbox }: { message: Message; mailbox: string | undefined }) {
  return formsOf(message).map(({ form, label }) => (
    <DropdownMenu.Item key={form} asChild className={MENU_ITEM}>
      <a href={downloadUrl(message.id, mailbox, readersClock().timeZone, form)} download>
        <Download size={18} strokeWidth={1.75} className="text-ink-2" aria-hidden="true" />
        {label}
      </a>
    </DropdownMenu.Item>
  ));
}
