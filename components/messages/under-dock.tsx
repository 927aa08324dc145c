'use client';

import type { ReactNode } from 'react';
import { createPortal } from 'react-dom';

export const UNDER_DOCK = 'under-dock';

/** Puts a bar at the foot of the page, below the player. */
export function UnderDock({ label, children }: { label: string; children: ReactNode }) {
  const place = document.getElementById(UNDER_DOCK);
  return place ? createPortal(<section aria-label={label}>{children}</section>, place) : children;
}
