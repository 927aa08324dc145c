'use client';

import { durationText } from '#components/ui/duration.ts';
import { usePlaybackState } from './playback-context.ts';

/** `0:48 / 2:07` */
export function Times({ className = '' }: { className?: string }) {
  const elapsed = usePlaybackState((state) => durationText(state.elapsedSeconds));
  const total = usePlaybackState((state) => durationText(state.totalSeconds));
  return (
    <span className={`whitespace-nowrap text-ink-2 tabular-nums ${className}`}>
      <span className="font-medium text-ink">{elapsed}</span> / {total}
    </span>
  );
}
