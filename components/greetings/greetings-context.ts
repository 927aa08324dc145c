'use client';

import { createContext, use, useSyncExternalStore } from 'react';
import type { SoundPlayer, SoundState } from './sound-player.ts';
import type { Studio, StudioState } from './studio.ts';

/** What the cards of the page have in common: one sound at a time, and one greeting in the making. */
export interface GreetingsDesk {
  studio: Studio;
  player: SoundPlayer;
  /** Stops whatever sounds, a message too. */
  hush: () => void;
  /** How long a new one may be. */
  mostSeconds: number;
}

export const GreetingsDeskContext = createContext<GreetingsDesk | null>(null);

export function useDesk(): GreetingsDesk {
  const desk = use(GreetingsDeskContext);
  if (!desk) throw new Error('There is no GreetingsDeskContext above');
  return desk;
}

/** One value of the studio; the component draws again only when that value changes. */
export function useStudioState<T>(select: (state: StudioState) => T): T {
  const { studio } = useDesk();
  const read = () => select(studio.getState());
  return useSyncExternalStore(studio.subscribe, read, read);
}

export function useSoundState<T>(select: (state: SoundState) => T): T {
  const { player } = useDesk();
  const read = () => select(player.getState());
  return useSyncExternalStore(player.subscribe, read, read);
}
