'use client';

import { startTransition, useEffect, useState } from 'react';

/** Longer than between two steps of a wheel. */
const REST_MILLISECONDS = 150;

const waiting = new Set<() => void>();
let timer: ReturnType<typeof setTimeout> | undefined;

/** The list is being scrolled. */
export function noteScroll(): void {
  clearTimeout(timer);
  timer = setTimeout(rest, REST_MILLISECONDS);
}

function rest(): void {
  timer = undefined;
  startTransition(() => {
    for (const tell of waiting) tell();
  });
  waiting.clear();
}

/** Not so for a row that comes while the list is scrolled, until it rests: what nobody can reach yet is left out meanwhile. */
export function useHasRested(): boolean {
  const [hasRested, setHasRested] = useState(() => timer === undefined);
  useEffect(() => {
    if (hasRested) return;
    const tell = () => setHasRested(true);
    if (timer === undefined) tell();
    else waiting.add(tell);
    return () => void waiting.delete(tell);
  }, [hasRested]);
  return hasRested;
}
