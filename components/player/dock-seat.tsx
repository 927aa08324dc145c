'use client';

import { FailedChange } from '#components/messages/failed-change.tsx';
import { onDemand } from '#components/ui/on-demand.tsx';
import { usePlaybackState } from './playback-context.ts';

const Dock = onDemand(() => import('./dock.tsx').then((module) => module.Dock));

/** Where what plays is shown. The dock is loaded with the first play. */
export function DockSeat() {
  const isPlaying = usePlaybackState(({ track }) => track !== null);
  return isPlaying ? <Dock /> : <FailedChange className="border-t border-line bg-raised px-4 py-3" />;
}
