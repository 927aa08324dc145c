'use client';

import { useSyncExternalStore } from 'react';
import { KeptHere } from '#components/ui/kept-here.ts';

/** How somebody likes to listen, in this browser. */
export interface SoundSettings {
  /** Times as fast as it was spoken. */
  speed: number;
  /** 0 to 1. */
  volume: number;
  isMuted: boolean;
  skipsSilence: boolean;
  isEven: boolean;
}

export const SPEEDS: readonly number[] = [0.75, 1, 1.25, 1.5, 1.75, 2];

const kept = new KeptHere('lamplight.sound');
const ORDINARY: SoundSettings = { speed: 1, volume: 1, isMuted: false, skipsSilence: false, isEven: false };

let known: { text: string | null; settings: SoundSettings } = { text: null, settings: ORDINARY };

/** The settings, on every tab of this browser the same. */
export function useSoundSettings(): SoundSettings {
  return useSyncExternalStore(kept.subscribe, soundSettings, () => ORDINARY);
}

export function soundSettings(): SoundSettings {
  const text = kept.read();
  if (text !== known.text) known = { text, settings: { ...ORDINARY, ...readable(text) } };
  return known.settings;
}

/** Remembers what is said, and leaves the rest as it is. */
export function changeSound(change: Partial<SoundSettings>): void {
  kept.keep(JSON.stringify({ ...soundSettings(), ...change }));
}

/** One step slower (-1) or faster (1), as far as there is one. */
export function changeSpeed(step: -1 | 1): void {
  const at = SPEEDS.indexOf(soundSettings().speed);
  changeSound({ speed: SPEEDS[at + step] ?? soundSettings().speed });
}

/** Of what was remembered, whatever an element can be told without failing. */
function readable(text: string | null): Partial<SoundSettings> {
  try {
    const { speed, volume, isMuted, skipsSilence, isEven } = JSON.parse(text ?? '{}');
    return {
      ...(SPEEDS.includes(speed) && { speed }),
      ...(typeof volume === 'number' && volume >= 0 && volume <= 1 && { volume }),
      isMuted: isMuted === true,
      skipsSilence: skipsSilence === true,
      isEven: isEven === true,
    };
  } catch {
    return {};
  }
}
