'use client';

import { type ReactNode, useEffect, useRef, useState } from 'react';
import { markOf } from '#components/messages/change.ts';
import { useChange } from '#components/messages/use-change.ts';
import { Playback } from './playback.ts';
import { PlaybackContext, usePlayback } from './playback-context.ts';
import { usePlayerKeys } from './use-player-keys.ts';

/** Holds the one `<audio>` element, outside every list, so that it plays on whatever the page shows. */
export function PlayerProvider({ children }: { children: ReactNode }) {
  const [playback] = useState(() => new Playback());
  const audio = useRef<HTMLAudioElement>(null);
  useEffect(() => (audio.current ? playback.attach(audio.current) : undefined), [playback]);
  usePlayerKeys(playback);
  return (
    <PlaybackContext value={playback}>
      {/* biome-ignore lint/a11y/useMediaCaption: a voicemail has no captions */}
      <audio ref={audio} />
      <MarkHeard />
      {children}
    </PlaybackContext>
  );
}

/** A message becomes heard when its sound starts, as on the phone. */
function MarkHeard() {
  const playback = usePlayback();
  const { mutate } = useChange();
  useEffect(() => {
    playback.onHeard = ({ message, mailbox }) => {
      if (message.status === 'new') mutate(markOf(message, mailbox, 'old'));
    };
  }, [playback, mutate]);
  return null;
}
