'use client';

import { useEffect } from 'react';
import { isTyping } from '#components/ui/key-target.ts';

interface PageKeys {
  onUndo: () => void;
  onHelp: () => void;
}

/** Keys of every page of the mailbox: `u`, Ctrl+Z, Cmd+Z take back, `?` shows the keys, `g` the greetings, `p` plays all new. */
export function usePageKeys({ onUndo, onHelp }: PageKeys): void {
  useEffect(() => {
    const listener = (event: KeyboardEvent) => {
      const act = actFor(event, { onUndo, onHelp });
      if (!act || isTyping(event)) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', listener);
    return () => document.removeEventListener('keydown', listener);
  }, [onUndo, onHelp]);
}

function actFor({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent, { onUndo, onHelp }: PageKeys) {
  if (altKey) return undefined;
  if (ctrlKey || metaKey) return key === 'z' && !shiftKey ? onUndo : undefined;
  if (key === 'u') return onUndo;
  if (key === 'g') return toGreetings;
  if (key === 'p') return () => document.querySelector<HTMLElement>('[data-play-all]')?.click();
  return key === '?' ? onHelp : undefined;
}

/** Whatever pressing the link does, and asks before. */
function toGreetings(): void {
  document.querySelector<HTMLAnchorElement>('a[data-key="g"]')?.click();
}
