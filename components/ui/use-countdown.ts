'use client';

import { useEffect, useState } from 'react';

/** Seconds left of `seconds` since the component appeared; stays at 0. Give the component a new `key` to start again. */
export function useCountdown(seconds: number): number {
  const [endsAt] = useState(() => Date.now() + seconds * 1000);
  const [left, setLeft] = useState(seconds);
  useEffect(() => {
    if (left === 0) return;
    const timer = setInterval(() => setLeft(Math.max(0, Math.ceil((endsAt - Date.now()) / 1000))), 250);
    return () => clearInterval(timer);
  }, [endsAt, left]);
  return left;
}
