'use client';

import type { KeyboardEvent, PointerEvent } from 'react';
import { spokenDuration } from '#components/ui/duration.ts';
import { percentPlayed, usePlayback, usePlaybackState } from './playback-context.ts';
import { SKIP_SECONDS } from './use-player-keys.ts';
import { Waveform } from './waveform.tsx';

/** Where in the recording we are: click, drag or arrow keys go elsewhere. */
export function SeekBar({ className = '' }: { className?: string }) {
  const playback = usePlayback();
  const elapsed = usePlaybackState((state) => Math.floor(state.elapsedSeconds));
  const total = usePlaybackState((state) => state.totalSeconds);
  const percent = usePlaybackState(percentPlayed);

  const onPointer = (event: PointerEvent<HTMLDivElement>) => {
    const isDrag = event.type === 'pointerdown' || event.currentTarget.hasPointerCapture(event.pointerId);
    if (!isDrag || event.button > 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const { left, width } = event.currentTarget.getBoundingClientRect();
    playback.seek(((event.clientX - left) / width) * total);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const seconds = placeFor(event.key, playback.getState().elapsedSeconds, total);
    if (seconds === null) return;
    event.preventDefault();
    playback.seek(seconds);
  };

  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label="Position"
      aria-valuemin={0}
      aria-valuemax={Math.ceil(total)}
      aria-valuenow={elapsed}
      aria-valuetext={`${spokenDuration(elapsed)} of ${spokenDuration(total)}`}
      onPointerDown={onPointer}
      onPointerMove={onPointer}
      onKeyDown={onKeyDown}
      className={`group relative flex h-10 cursor-pointer touch-none items-center rounded-xs ${className}`}
    >
      <Waveform percent={percent} />
      <div className="absolute inset-y-0 -ml-px w-0.5 rounded-full bg-ink" style={{ left: `${percent}%` }} />
      <div
        className="absolute -ml-1.25 size-2.5 rounded-full bg-ink outline-2 outline-raised transition-transform duration-(--duration-fast) group-hover:scale-130"
        style={{ left: `${percent}%` }}
      />
    </div>
  );
}

function placeFor(key: string, elapsed: number, total: number): number | null {
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return elapsed - SKIP_SECONDS;
    case 'ArrowRight':
    case 'ArrowUp':
      return elapsed + SKIP_SECONDS;
    case 'Home':
      return 0;
    case 'End':
      return total;
    default:
      return null;
  }
}
