'use client';

import { useEffect } from 'react';
import type { Playback } from './playback.ts';

export const SKIP_SECONDS = 10;

/** Keys that work anywhere on the page but inside a control: Space plays or pauses, the arrows go 10 seconds back and ahead. */
export function usePlayerKeys(playback: Playback): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const act = actionOf(event, playback);
      if (!act || !playback.getState().track || isInControl(event.target)) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [playback]);
}

function actionOf(event: KeyboardEvent, playback: Playback): (() => void) | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return undefined;
  if (event.key === ' ') return () => playback.toggle();
  if (event.key === 'ArrowLeft') return () => playback.skip(-SKIP_SECONDS);
  if (event.key === 'ArrowRight') return () => playback.skip(SKIP_SECONDS);
  return undefined;
}

function isInControl(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('a, button, input, select, textarea, [role]') !== null;
}
