'use client';

import type { ReactNode } from 'react';
import { createPortal } from 'react-dom';

export const UNDER_DOCK = 'under-dock';

/** Puts a bar at the foot of the page, below the player. */
export function UnderDock({ children }: { children: ReactNode }) {
  const place = document.getElementById(UNDER_DOCK);
  return place ? createPortal(children, place) : children;
}
