'use client';

import { memo, useEffect, useRef, useState } from 'react';
import { usePeaks } from './use-peaks.ts';
import { wavePath } from './wave-bars.ts';

/** The sound as bars, the part that has been played in ink. */
export function Waveform({ percent }: { percent: number }) {
  const peaks = usePeaks();
  const field = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  useEffect(() => {
    if (!field.current) return undefined;
    const observer = new ResizeObserver(([entry]) => entry && setSize(entry.contentRect));
    observer.observe(field.current);
    return () => observer.disconnect();
  }, []);
  const path = wavePath(peaks, size.width, size.height);
  return (
    <div ref={field} aria-hidden="true" className="absolute inset-0" data-peaks={peaks !== null}>
      <Bars path={path} className="stroke-wave" />
      <div className="absolute inset-0" style={{ clipPath: `inset(0 ${100 - percent}% 0 0)` }}>
        <Bars path={path} className="stroke-ink" />
      </div>
    </div>
  );
}

/** Drawn once, however often what is played of it grows. */
const Bars = memo(function Bars({ path, className }: { path: string; className: string }) {
  return (
    <svg aria-hidden="true" className={`absolute inset-0 size-full stroke-2 [stroke-linecap:round] ${className}`}>
      <path d={path} />
    </svg>
  );
});
