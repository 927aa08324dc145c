'use client';

import { CheckCheck, Download } from 'lucide-react';
import { LampGlyph } from '#components/mailbox/lamp-glyph.tsx';
import { useMailboxAddress } from '#components/mailbox/use-mailbox.ts';
import { IconButton, IconLink } from '#components/ui/button.tsx';
import { readersClock } from '#components/ui/use-clock.ts';
import { downloadUrl } from '#lib/api/client.ts';
import type { Message } from '#lib/voicemail/message.ts';
import { useStatusChange } from './use-status-change.ts';

/** What one can do with a row at once; floats over free space while the row has the pointer or the focus. */
export function MessageActions({ message, name }: { message: Message; name: string }) {
  const mailbox = useMailboxAddress();
  const { mutate } = useStatusChange();
  const isNew = message.status === 'new';
  return (
    <div className="absolute inset-y-0 right-34 hidden items-center bg-hover pl-2 opacity-0 group-has-focus-visible:opacity-100 group-hover:opacity-100 tablet:flex desk:right-55 pointer-coarse:bg-transparent pointer-coarse:opacity-100">
      <IconButton
        label={isNew ? `Mark as heard: ${name}` : `Mark as new: ${name}`}
        title={isNew ? 'Mark as heard' : 'Mark as new'}
        onClick={() => mutate({ message, mailbox, status: isNew ? 'old' : 'new' })}
      >
        {isNew ? (
          <CheckCheck size={18} strokeWidth={1.75} aria-hidden="true" />
        ) : (
          <LampGlyph on={false} className="size-4.5 stroke-[1.75]" />
        )}
      </IconButton>
      {message.codec !== null && (
        <IconLink
          label={`Download: ${name}`}
          title="Download"
          href={downloadUrl(message.id, mailbox, readersClock().timeZone)}
          download
        >
          <Download size={18} strokeWidth={1.75} aria-hidden="true" />
        </IconLink>
      )}
    </div>
  );
}
