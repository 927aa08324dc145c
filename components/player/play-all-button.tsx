'use client';

import { ListVideo } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useMailbox, useMailboxAddress } from '#components/mailbox/use-mailbox.ts';
import { isForSomethingElse } from '#components/ui/key-target.ts';
import type { FolderSlug } from '#lib/voicemail/folder.ts';
import { usePlayback } from './playback-context.ts';

/** Plays what is new in a folder, one message after the other; so does the key `p`. */
export function PlayAllButton({ folder }: { folder: FolderSlug }) {
  const playback = usePlayback();
  const mailbox = useMailboxAddress();
  const { data } = useMailbox();
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'p' && !isForSomethingElse(event)) button.current?.click();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
  const count = data?.folders.find(({ slug }) => slug === folder)?.new ?? 0;
  if (count === 0 || folder === 'deleted') return null;
  return (
    <button
      ref={button}
      type="button"
      aria-label={`Play all new: ${count}`}
      onClick={() =>
        void import('./play-all.ts').then(({ playAllOf }) => playAllOf(playback).start({ mailbox, folder }))
      }
      className="thumb mr-3 flex h-9 flex-none items-center gap-1.5 rounded-full bg-lamp-tint px-3.5 text-sm font-medium whitespace-nowrap text-lamp-ink tabular-nums tablet:mr-6 tablet:h-8 tablet:px-3"
    >
      <ListVideo size={16} strokeWidth={2} aria-hidden="true" />
      <span className="max-tablet:hidden">Play all new</span>
      {count}
    </button>
  );
}
