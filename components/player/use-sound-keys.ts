'use client';

import { useLayoutEffect } from 'react';
import { isForSomethingElse } from '#components/ui/key-target.ts';
import { changeSound, changeSpeed, soundSettings } from './sound-settings.ts';

/** On some keyboards brackets need a third hand: the angles do the same. */
const ACTIONS: Partial<Record<string, () => void>> = {
  '[': () => changeSpeed(-1),
  '<': () => changeSpeed(-1),
  ']': () => changeSpeed(1),
  '>': () => changeSpeed(1),
  s: () => changeSound({ skipsSilence: !soundSettings().skipsSilence }),
};

/** Keys for how the sound plays, while there is one: as soon as there are buttons for it. */
export function useSoundKeys(): void {
  useLayoutEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const act = isForSomethingElse(event) ? undefined : ACTIONS[event.key];
      if (!act) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}
