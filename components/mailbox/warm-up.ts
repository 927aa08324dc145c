'use client';

import { useEffect } from 'react';

const SIGNS = ['pointermove', 'pointerdown', 'keydown', 'focusin'] as const;

/** Loads what a hand may want next at the first sign of one: the page comes without it, and nobody waits for it. */
export function useWarmUp(): void {
  useEffect(() => {
    const hand = new AbortController();
    const onSign = () => {
      hand.abort();
      // What cannot be loaded now is tried again when it is wanted.
      for (const part of PARTS) part().catch(() => undefined);
    };
    for (const sign of SIGNS) addEventListener(sign, onSign, { passive: true, signal: hand.signal });
    return () => hand.abort();
  }, []);
}

const PARTS: (() => Promise<unknown>)[] = [
  () => import('#components/player/dock.tsx'),
  () => import('#components/player/message-sheet.tsx'),
  () => import('#components/player/companions.ts'),
  () => import('#components/messages/deleted-head.tsx'),
  () => import('#components/messages/undo-toast.tsx'),
  () => import('#components/messages/deleted-head.tsx'),
  () => import('#components/messages/empty-folder.tsx'),
  () => import('#components/messages/row-menu.tsx'),
  () => import('#components/messages/bulk-tools.tsx'),
];
