'use client';

import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { ListItem } from './list-layout.ts';
import { rowElement, rowOf } from './row-focus.ts';

/** The row that has the pointer, or else the focus, and where it stands in the window. */
interface Hand {
  key: string;
  top: number;
}

/**
 * Keeps the row in hand where it is when rows above it go. Gives back how many pixels to leave free above the list: what it
 * takes where the list is at its top already, until the hand leaves.
 */
export function useSteadyRow(scroller: RefObject<HTMLElement | null>, items: ListItem[]): number {
  const [free, setFree] = useState(0);
  const hand = useHand(scroller, () => setFree(0));
  // biome-ignore lint/correctness/useExhaustiveDependencies: other items are what moves a row
  useLayoutEffect(() => {
    const element = scroller.current;
    const row = hand.current && rowElement(element, hand.current.key);
    if (!element || !row || !hand.current) return;
    const moved = row.getBoundingClientRect().top - hand.current.top;
    // What comes back is to be seen: it may push the row down, as far as nothing was left free for it.
    if (moved > 0) setFree((room) => Math.max(0, room - moved));
    if (moved >= 0) return;
    const canScroll = Math.min(element.scrollTop, -moved);
    element.scrollTop -= canScroll;
    setFree((room) => room - moved - canScroll);
  }, [scroller, hand, items]);
  return free;
}

function useHand(scroller: RefObject<HTMLElement | null>, onLeave: () => void): RefObject<Hand | null> {
  const hand = useRef<Hand | null>(null);
  const leave = useRef(onLeave);
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    let pointed: string | null = null;
    const note = () => {
      const key = pointed ?? rowOf(element, document.activeElement);
      const row = key === null ? null : rowElement(element, key);
      if (!row && hand.current) leave.current();
      hand.current = key !== null && row ? { key, top: row.getBoundingClientRect().top } : null;
    };
    const listening = new AbortController();
    const listen = (type: string, listener: (event: Event) => void) =>
      element.addEventListener(type, listener, { signal: listening.signal, passive: true });
    listen('pointerover', (event) => {
      const isMouse = event instanceof PointerEvent && event.pointerType === 'mouse';
      pointed = isMouse ? rowOf(element, event.target) : null;
      note();
    });
    listen('pointerleave', () => {
      pointed = null;
      note();
    });
    for (const type of ['focusin', 'scroll']) listen(type, note);
    listen('focusout', () => requestAnimationFrame(note));
    // In a window of another size every row is elsewhere, and a free stretch above them would stay.
    const forget = () => {
      hand.current = null;
      leave.current();
    };
    window.addEventListener('resize', forget, { signal: listening.signal, passive: true });
    return () => listening.abort();
  }, [scroller]);
  return hand;
}
