'use client';

import { createContext, use, useSyncExternalStore } from 'react';
import type { Playback, PlaybackState } from './playback.ts';

export const PlaybackContext = createContext<Playback | null>(null);

export function usePlayback(): Playback {
  const playback = use(PlaybackContext);
  if (!playback) throw new Error('There is no PlayerProvider above');
  return playback;
}

/** One value of what is playing; the component draws again only when that value changes. */
export function usePlaybackState<T>(select: (state: PlaybackState) => T): T {
  const playback = usePlayback();
  const read = () => select(playback.getState());
  return useSyncExternalStore(playback.subscribe, read, read);
}

export function isActive({ phase }: PlaybackState): boolean {
  return phase === 'playing' || phase === 'loading';
}

/** How much of the recording has been played, 0 to 100 in steps of a tenth. */
export function percentPlayed({ elapsedSeconds, totalSeconds }: PlaybackState): number {
  return totalSeconds > 0 ? Math.min(100, Math.round((elapsedSeconds / totalSeconds) * 1000) / 10) : 0;
}
