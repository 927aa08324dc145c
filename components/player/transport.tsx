'use client';

import { RotateCcw, RotateCw } from 'lucide-react';
import { PlayIcon } from './play-icon.tsx';
import { isActive, usePlayback, usePlaybackState } from './playback-context.ts';
import { SKIP_SECONDS } from './use-player-keys.ts';

const SIZES = {
  dock: { skip: 'size-11 tablet:size-10', arrow: 26, number: 'text-[9px]', play: 'size-12', icon: 20 },
  sheet: { skip: 'size-14', arrow: 36, number: 'text-xs', play: 'size-18', icon: 28 },
};

type Size = keyof typeof SIZES;

/** Back 10 seconds, play or pause, ahead 10 seconds. A phone's dock has no room for the third. */
export function Transport({ size }: { size: Size }) {
  const isPlaying = usePlaybackState(isActive);
  const playback = usePlayback();
  return (
    <div className={`flex items-center ${size === 'sheet' ? 'justify-center gap-6' : 'gap-1'}`}>
      <SkipButton size={size} direction="back" />
      <button
        type="button"
        aria-label={isPlaying ? 'Pause' : 'Play'}
        onClick={() => playback.toggle()}
        className={`grid place-items-center rounded-full bg-inverse text-inverse-ink ${SIZES[size].play}`}
      >
        <PlayIcon isPlaying={isPlaying} size={SIZES[size].icon} />
      </button>
      <SkipButton size={size} direction="ahead" className={size === 'dock' ? 'max-tablet:hidden' : ''} />
    </div>
  );
}

function SkipButton({
  size,
  direction,
  className = '',
}: {
  size: Size;
  direction: 'back' | 'ahead';
  className?: string;
}) {
  const playback = usePlayback();
  const Arrow = direction === 'back' ? RotateCcw : RotateCw;
  const label = `${direction === 'back' ? 'Back' : 'Ahead'} ${SKIP_SECONDS} seconds`;
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      onClick={() => playback.skip(direction === 'back' ? -SKIP_SECONDS : SKIP_SECONDS)}
      className={`relative grid place-items-center rounded-md text-ink-2 hover:bg-hover hover:text-ink ${SIZES[size].skip} ${className}`}
    >
      <Arrow size={SIZES[size].arrow} strokeWidth={1.5} aria-hidden="true" />
      <span
        aria-hidden="true"
        className={`absolute inset-0 grid place-items-center pt-px font-bold ${SIZES[size].number}`}
      >
        {SKIP_SECONDS}
      </span>
    </button>
  );
}
