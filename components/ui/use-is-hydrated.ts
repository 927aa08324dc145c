'use client';

import { useSyncExternalStore } from 'react';

const never = () => () => undefined;

/** False on the server, and in the browser while what the server drew is taken over: both must draw the same. */
export function useIsHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
