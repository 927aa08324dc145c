'use client';

import { useState } from 'react';
import { callerWords } from '#components/messages/caller-words.ts';
import { FailedChange } from '#components/messages/failed-change.tsx';
import { Gone } from './gone.tsx';
import { MessageSheet } from './message-sheet.tsx';
import type { Track } from './playback.ts';
import { percentPlayed, usePlaybackState } from './playback-context.ts';
import { RecordingProblem } from './recording-problem.tsx';
import { Times } from './times.tsx';
import { Transport } from './transport.tsx';

/** The dock of a phone: one line with the progress on its edge. It opens to a sheet. */
export function PhoneDock({ track }: { track: Track }) {
  const [isOpen, setIsOpen] = useState(false);
  const percent = usePlaybackState(percentPlayed);
  const hasFailed = usePlaybackState(({ problem }) => problem !== null);
  const { name } = callerWords(track.message.caller);
  return (
    <div className="grid min-h-22 grid-cols-[minmax(0,1fr)_auto] items-center gap-x-1 pt-2 pr-2 pb-5.5 pl-4 tablet:hidden">
      <div aria-hidden="true" className="absolute inset-x-0 -top-px h-0.75 bg-wave">
        <div className="h-full bg-ink" style={{ width: `${percent}%` }} />
      </div>
      <div className="min-w-0">
        <button
          type="button"
          aria-haspopup="dialog"
          aria-label={`Open the player: ${name}`}
          onClick={() => setIsOpen(true)}
          className="grid min-h-11 w-full content-center rounded-sm text-left text-sm/5"
        >
          <b className="truncate text-base font-semibold">
            <bdi>{name}</bdi>
          </b>
          {!hasFailed && (
            <span className="flex gap-2">
              <Times />
              <Gone />
            </span>
          )}
        </button>
        {hasFailed && <RecordingProblem />}
        <FailedChange />
      </div>
      <Transport size="dock" />
      {isOpen && <MessageSheet track={track} onClose={() => setIsOpen(false)} />}
    </div>
  );
}
