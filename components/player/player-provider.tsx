'use client';

import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { markOf } from '#components/messages/change.ts';
import { useChange } from '#components/messages/use-change.ts';
import { heardChoices } from './heard-key.ts';
import { Playback } from './playback.ts';
import { PlaybackContext, usePlayback } from './playback-context.ts';

const companions = () => import('./companions.ts');

/** Holds the one `<audio>` element, outside every list, so that it plays on whatever the page shows. */
export function PlayerProvider({ children }: { children: ReactNode }) {
  const [playback] = useState(() => new Playback());
  const audio = useRef<HTMLAudioElement>(null);
  useEffect(() => (audio.current ? playback.attach(audio.current) : undefined), [playback]);
  useCompanions(playback);
  return (
    <PlaybackContext value={playback}>
      {/* biome-ignore lint/a11y/useMediaCaption: a voicemail has no captions */}
      <audio ref={audio} />
      <MarkHeard />
      {children}
    </PlaybackContext>
  );
}

/** With the first play comes what goes along with all of them. */
function useCompanions(playback: Playback): void {
  useEffect(() => {
    const stop = playback.subscribe(() => {
      if (!playback.getState().track) return;
      stop();
      // Without them it plays all the same.
      void companions()
        .then(({ accompany }) => accompany(playback))
        .catch(() => undefined);
    });
    return stop;
  }, [playback]);
}

/** A message becomes heard when its sound starts, as on the phone, or when the person has chosen. */
function MarkHeard() {
  const playback = usePlayback();
  const client = useQueryClient();
  const { mutate } = useChange();
  useEffect(() => {
    playback.onSound = () => {
      if (heardChoices.read() === null) playback.report();
      else
        void companions()
          .then(({ reportAsChosen }) => reportAsChosen(playback, client))
          .catch(() => undefined);
    };
    playback.onHeard = ({ message, mailbox }) => {
      if (message.status === 'new') mutate(markOf(message, mailbox, 'old'));
    };
  }, [playback, client, mutate]);
  return null;
}
