'use client';

import { useMailbox, useMailboxAddress } from '#components/mailbox/use-mailbox.ts';
import type { FolderSlug } from '#lib/voicemail/folder.ts';
import { PlayIcon } from './play-icon.tsx';
import { usePlayback } from './playback-context.ts';

/** Plays what is new in a folder, one message after the other. The key `p` presses it. */
export function PlayAllButton({ folder }: { folder: FolderSlug }) {
  const playback = usePlayback();
  const mailbox = useMailboxAddress();
  const { data } = useMailbox();
  const count = data?.folders.find(({ slug }) => slug === folder)?.new;
  if (!count || folder === 'deleted') return null;
  return (
    <button
      type="button"
      data-play-all
      aria-label={`Play all new: ${count}`}
      title="Play all new"
      onClick={() =>
        void import('./play-all.ts').then(({ playAllOf }) => playAllOf(playback).start({ mailbox, folder }))
      }
      className="thumb mr-3 flex h-9 flex-none items-center gap-1.5 rounded-full bg-lamp-tint px-3.5 text-sm font-medium whitespace-nowrap text-lamp-ink tabular-nums tablet:mr-6 tablet:h-8 tablet:px-3"
    >
      <PlayIcon isPlaying={false} size={13} />
      <span className="hidden desk:inline">Play all new</span>
      {count}
    </button>
  );
}
