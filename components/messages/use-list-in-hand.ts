'use client';

import { type RefObject, useEffect, useState } from 'react';

/** Whether someone is at the list inside an element: it is scrolled, or has the pointer or the focus. */
export function useListInHand(area: RefObject<HTMLElement | null>): boolean {
  const [hands, setHands] = useState({ isScrolled: false, hasPointer: false, hasFocus: false });
  useEffect(() => {
    const element = area.current;
    if (!element) return;
    const note = (change: Partial<typeof hands>) => setHands((before) => changed(before, change));
    const listening = new AbortController();
    const listen = <K extends keyof HTMLElementEventMap>(type: K, listener: (event: HTMLElementEventMap[K]) => void) =>
      element.addEventListener(type, listener, { signal: listening.signal, capture: true, passive: true });
    listen('scroll', ({ target }) => note({ isScrolled: target instanceof Element && target.scrollTop > 0 }));
    listen('pointerover', ({ pointerType }) => note({ hasPointer: pointerType === 'mouse' }));
    listen('pointerout', ({ relatedTarget }) => note({ hasPointer: isInside(element, relatedTarget) }));
    listen('focusin', () => note({ hasFocus: true }));
    listen('focusout', ({ relatedTarget }) => note({ hasFocus: isInside(element, relatedTarget) }));
    return () => listening.abort();
  }, [area]);
  return hands.isScrolled || hands.hasPointer || hands.hasFocus;
}

function isInside(element: Element, target: EventTarget | null): boolean {
  return target instanceof Node && element.contains(target);
}

/** The same object where nothing has changed: nothing is drawn anew for each row that the pointer passes. */
function changed<T extends object>(before: T, change: Partial<T>): T {
  const isSame = Object.entries(change).every(([name, value]) => before[name as keyof T] === value);
  return isSame ? before : { ...before, ...change };
}
