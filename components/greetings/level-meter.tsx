'use client';

import { useEffect, useState } from 'react';
import { useMedia } from '#components/ui/use-media.ts';
import { useDesk } from './greetings-context.ts';

const SEGMENTS = 36;
const PLACES = Array.from({ length: SEGMENTS }, (_, place) => place);
/** What is quieter shows as nothing. */
const FLOOR_DECIBELS = -54;
const CALM_MS = 500;
const HOT = 0.9;
const QUIET = 0.35;

/** How loud the microphone hears it. With reduced motion it changes twice a second. */
export function LevelMeter() {
  const share = useLevel();
  const words = share > HOT ? 'Too loud' : share > QUIET ? 'Good' : 'Quiet';
  return (
    <div>
      <meter className="sr-only" aria-label="Level" min={0} max={100} value={Math.round(share * 100)}>
        {words}
      </meter>
      <div aria-hidden="true" className="flex h-5 gap-0.5">
        {PLACES.map((place) => (
          <span key={place} className={`flex-1 rounded-[1.5px] ${colour(place / SEGMENTS, share)}`} />
        ))}
      </div>
      <p aria-hidden="true" className="mt-2.5 flex justify-between text-xs text-ink-3">
        <span>Quiet</span>
        <span>Good</span>
        <span>Too loud</span>
      </p>
    </div>
  );
}

function colour(place: number, share: number): string {
  if (place >= share) return 'bg-sunken';
  return place > HOT ? 'bg-danger-fill' : 'bg-ink-2';
}

/** 0 to 1, in decibels, as the ear has it. */
function useLevel(): number {
  const { studio } = useDesk();
  const isCalm = useMedia('(prefers-reduced-motion: reduce)');
  const [share, setShare] = useState(0);
  useEffect(() => {
    const look = () => setShare(Math.round(shareOf(studio.level()) * SEGMENTS) / SEGMENTS);
    if (isCalm) {
      const timer = setInterval(look, CALM_MS);
      return () => clearInterval(timer);
    }
    let frame = requestAnimationFrame(function follow() {
      look();
      frame = requestAnimationFrame(follow);
    });
    return () => cancelAnimationFrame(frame);
  }, [studio, isCalm]);
  return share;
}

function shareOf(level: number): number {
  const decibels = 20 * Math.log10(Math.max(level, 0.0001));
  return Math.min(1, Math.max(0, 1 - decibels / FLOOR_DECIBELS));
}
