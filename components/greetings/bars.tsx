'use client';

import { useMemo } from 'react';
import { barsOf } from './take.ts';

const COUNT = 56;

interface BarsProps {
  /** `undefined`: not here yet. */
  sound: AudioBuffer | undefined;
  /** How much was played, 0 to 1. */
  played: number;
}

/** How loud the sound is along its length. The length beside it says it in words. */
export function Bars({ sound, played }: BarsProps) {
  const bars = useMemo(() => (sound ? barsOf(sound, COUNT) : Array<number>(COUNT).fill(0)), [sound]);
  const places = bars.map((height, place) => ({ height, place }));
  return (
    <span aria-hidden="true" className="flex h-9 min-w-0 items-center gap-0.5">
      {places.map(({ height, place }) => (
        <span
          key={place}
          className={`min-w-px flex-1 rounded-full ${place / COUNT < played ? 'bg-ink' : 'bg-wave'}`}
          style={{ height: `max(2px, ${height}%)` }}
        />
      ))}
    </span>
  );
}
