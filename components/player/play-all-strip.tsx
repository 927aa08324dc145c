'use client';

import { SkipForward, Square } from 'lucide-react';
import { type ReactNode, useSyncExternalStore } from 'react';
import { playAllOf } from './play-all.ts';
import { usePlayback } from './playback-context.ts';

/** How far one is in all that is new, who comes, and the way out. */
export function PlayAllStrip() {
  const all = playAllOf(usePlayback());
  const { isRunning, number, count, said } = useSyncExternalStore(all.subscribe, all.getState, all.getState);
  if (!isRunning && !said) return null;
  return (
    <div className="grid min-h-11 grid-cols-[minmax(0,1fr)_auto] items-center gap-2 border-b border-line pr-2 pl-4 text-sm tablet:min-h-9">
      <p className="truncate text-ink-2">
        {isRunning && number > 0 && (
          <b className="mr-2 font-semibold text-ink tabular-nums">
            {number} of {count} new
          </b>
        )}
        <bdi>{said}</bdi>
      </p>
      {isRunning && (
        <div className="flex">
          <Tool label="Next of all new" onClick={all.next}>
            <SkipForward size={16} strokeWidth={2} aria-hidden="true" />
          </Tool>
          <Tool label="Stop playing all new" onClick={all.stop}>
            <Square size={14} strokeWidth={2} fill="currentColor" aria-hidden="true" />
          </Tool>
        </div>
      )}
    </div>
  );
}

function Tool({ label, onClick, children }: { label: string; onClick: () => void; children: ReactNode }) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      onClick={onClick}
      className="grid size-11 flex-none place-items-center rounded-md text-ink-2 hover:bg-hover hover:text-ink tablet:size-8"
    >
      {children}
    </button>
  );
}
