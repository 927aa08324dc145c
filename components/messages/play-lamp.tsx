'use client';

import { VolumeX } from 'lucide-react';
import { useMailboxAddress } from '#components/mailbox/use-mailbox.ts';
import { PlayIcon } from '#components/player/play-icon.tsx';
import { isActive, usePlayback, usePlaybackState } from '#components/player/playback-context.ts';
import type { Message } from '#lib/voicemail/message.ts';
import { useSelectionState } from './use-selection.ts';

const SHAPE =
  'thumb z-1 col-start-1 row-span-2 row-start-1 grid size-10 place-items-center place-self-center rounded-full border transition-[background-color,border-color,color,box-shadow] duration-(--duration-lamp) tablet:col-start-2 tablet:size-9';

const LOOKS = {
  new: 'border-lamp-edge bg-lamp text-lamp-on shadow-lamp',
  heard: 'border-line-strong bg-raised text-ink-2',
  playing: 'border-inverse bg-inverse text-inverse-ink',
};

/** The play button is a small lamp: lit while the message is new, out the moment its sound starts. */
export function PlayLamp({ message, name }: { message: Message; name: string }) {
  const playback = usePlayback();
  const mailbox = useMailboxAddress();
  const isPlaying = usePlaybackState((state) => state.track?.message.id === message.id && isActive(state));
  // On a phone the checkbox has its place meanwhile.
  const hidden = useSelectionState(({ count }) => (count > 0 ? 'max-tablet:hidden' : ''));
  if (message.codec === null) return <NoSound name={name} className={hidden} />;
  const isNew = message.status === 'new';
  const look = isPlaying && !isNew ? 'playing' : isNew ? 'new' : 'heard';
  return (
    <button
      type="button"
      aria-label={`${isPlaying ? 'Pause' : 'Play'}: ${name}, ${isPlaying ? 'Playing' : isNew ? 'New' : 'Heard'}`}
      onClick={() => playback.play({ message, mailbox })}
      className={`${SHAPE} ${LOOKS[look]} ${hidden}`}
    >
      <PlayIcon isPlaying={isPlaying} size={15} />
    </button>
  );
}

function NoSound({ name, className }: { name: string; className: string }) {
  return (
    <button
      type="button"
      disabled
      aria-label={`No sound: ${name}`}
      className={`${SHAPE} border-dashed border-line-strong bg-raised text-ink-3 ${className}`}
    >
      <VolumeX size={15} strokeWidth={1.75} aria-hidden="true" />
    </button>
  );
}
