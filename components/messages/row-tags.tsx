import { CircleAlert, CopyCheck, CornerUpLeft, Forward } from 'lucide-react';
import type { ReactNode } from 'react';
import { folderName } from '#lib/voicemail/folder.ts';
import type { Message } from '#lib/voicemail/message.ts';

const ICON = { size: 14, 'aria-hidden': true } as const;

/** What is special about a message, each with its word. */
export function RowTags({ message: { urgent, hasIntro, alsoIn, from, folder } }: { message: Message }) {
  return (
    <>
      {urgent && (
        <Tag look="bg-urgent-tint font-semibold text-urgent">
          <CircleAlert {...ICON} />
          Urgent
        </Tag>
      )}
      {hasIntro && (
        <Tag>
          <Forward {...ICON} />
          With intro
        </Tag>
      )}
      {alsoIn.length > 0 && (
        <Tag>
          <CopyCheck {...ICON} />
          Also in {alsoIn.map(folderName).join(', ')}
        </Tag>
      )}
      {folder === 'deleted' && from && (
        <Tag>
          <CornerUpLeft {...ICON} />
          From {folderName(from)}
        </Tag>
      )}
    </>
  );
}

function Tag({ look = 'bg-sunken font-medium text-ink-2', children }: { look?: string; children: ReactNode }) {
  return (
    <span
      className={`flex h-5 flex-none items-center gap-1.25 rounded-sm pr-1.75 pl-1.25 text-xs tracking-normal whitespace-nowrap ${look}`}
    >
      {children}
    </span>
  );
}
