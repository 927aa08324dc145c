'use client';

import { useCallback, useEffect, useMemo } from 'react';
import { isActive, usePlayback, usePlaybackState } from '#components/player/playback-context.ts';
import type { GreetingList } from '#lib/api/greeting-contract.ts';
import { GREETING_KINDS } from '#lib/voicemail/greeting.ts';
import { GreetingCard } from './greeting-card.tsx';
import { GreetingsDeskContext } from './greetings-context.ts';
import { LeaveGuard } from './leave-guard.tsx';
import { Progress } from './progress.tsx';
import { SoundPlayer } from './sound-player.ts';
import { Studio } from './studio.ts';
import { MOST_SECONDS } from './take.ts';
import { hasFiles } from './use-file-drop.ts';

/** The four greetings, of which one at a time sounds, and one at a time is made anew. */
export function GreetingCards({ list }: { list: GreetingList }) {
  const studio = useStudio();
  const { player, hush } = useOneSound(studio);
  const mostSeconds = Math.min(list.maxSeconds ?? MOST_SECONDS, MOST_SECONDS);
  const desk = useMemo(() => ({ studio, player, hush, mostSeconds }), [studio, player, hush, mostSeconds]);
  return (
    <GreetingsDeskContext value={desk}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a file that misses its card must not open in place of the page */}
      <div
        className="overflow-auto px-3 pb-6 tablet:px-6"
        onDragOver={(event) => hasFiles(event) && event.preventDefault()}
        onDrop={(event) => event.preventDefault()}
      >
        <p className="mb-4 max-w-[96ch] px-1 text-ink-3 tablet:px-0">
          What callers hear before the tone. A new greeting replaces the old one only once it is safely stored.
        </p>
        <div className="grid grid-cols-[minmax(0,1fr)] gap-3 desk:grid-cols-[repeat(2,minmax(0,1fr))] desk:gap-4">
          {GREETING_KINDS.map((kind) => (
            <GreetingCard key={kind} kind={kind} list={list} />
          ))}
        </div>
        <Progress />
      </div>
      <LeaveGuard />
    </GreetingsDeskContext>
  );
}

/** Whoever leaves the page leaves no microphone open. */
function useStudio(): Studio {
  const studio = useMemo(() => new Studio(), []);
  useEffect(() => studio.clear, [studio]);
  return studio;
}

interface OneSound {
  player: SoundPlayer;
  hush: () => void;
}

/** A greeting stops the message that plays, and a message the greeting, or its recording. */
function useOneSound(studio: Studio): OneSound {
  const playback = usePlayback();
  const player = useMemo(() => new SoundPlayer(), []);
  const isMessagePlaying = usePlaybackState(isActive);
  useEffect(() => () => player.stop(), [player]);
  useEffect(() => {
    if (!isMessagePlaying) return;
    player.stop();
    studio.stop();
  }, [player, studio, isMessagePlaying]);
  const hush = useCallback(() => {
    player.stop();
    if (isActive(playback.getState())) playback.toggle();
  }, [player, playback]);
  return { player, hush };
}
