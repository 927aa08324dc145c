'use client';

import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useMailbox } from '#components/mailbox/use-mailbox.ts';
import { Button, IconButton } from '#components/ui/button.tsx';
import { onDemand } from '#components/ui/on-demand.tsx';
import { keepingWords, phoneWords } from './deleted-words.ts';

// The dialog is loaded by the first press, not with the page.
const EmptyDeleted = onDemand(() => import('./empty-deleted.tsx').then((module) => module.EmptyDeleted));

/** What becomes of the messages in Deleted, and the way to be rid of all of them. */
export function DeletedHead() {
  const { data } = useMailbox();
  const [isAsking, setIsAsking] = useState(false);
  const ask = () => setIsAsking(true);
  const isEmpty = data?.folders.find(({ slug }) => slug === 'deleted')?.total === 0;
  if (!data) return <div className="h-14 border-b border-line" />;
  return (
    <div className="flex min-h-14 items-center gap-4 border-b border-line py-2 pr-3 pl-4 text-sm text-ink-3 tablet:px-6">
      <p className="max-w-[96ch] text-pretty">
        {keepingWords(data.deletedDays)} {phoneWords(data)}
      </p>
      {!isEmpty && (
        <>
          <Button
            look="raised"
            className="ml-auto hidden! flex-none border border-line text-ink tablet:flex!"
            onClick={ask}
          >
            Empty Deleted
          </Button>
          <IconButton label="Empty Deleted" className="ml-auto tablet:hidden" onClick={ask}>
            <Trash2 size={20} strokeWidth={1.75} aria-hidden="true" />
          </IconButton>
        </>
      )}
      {isAsking && <EmptyDeleted onClose={() => setIsAsking(false)} />}
    </div>
  );
}
