'use client';

import { callerWords } from '#components/messages/caller-words.ts';
import { FailedChange } from '#components/messages/failed-change.tsx';
import { dayName } from '#components/ui/clock.ts';
import { Sheet } from '#components/ui/sheet.tsx';
import { readersClock, useToday } from '#components/ui/use-clock.ts';
import type { Track } from './playback.ts';
import { SheetActions } from './sheet-actions.tsx';
import { SheetNumber } from './sheet-number.tsx';
import { SheetPlayer } from './sheet-player.tsx';

/** Everything a phone can do with one message, playing or not. */
export function MessageSheet({ track, onClose }: { track: Track; onClose: () => void }) {
  const { message } = track;
  const today = useToday();
  const clock = readersClock();
  const { name, detail } = callerWords(message.caller);
  const day = dayName(clock.dayOf(message.receivedAt), today);
  return (
    <Sheet side="bottom" label={`Message from ${name}`} onClose={onClose}>
      <div className="flex flex-col px-5 pb-8">
        <CloseGrip onClose={onClose} />
        <h2 className="text-2xl/7.5 font-bold tracking-tighter text-balance">
          <bdi>{name}</bdi>
        </h2>
        <p className="mt-1 text-ink-3 tabular-nums">
          {detail} · {day}, {clock.timeOf(message.receivedAt)}
        </p>
        <SheetNumber track={track} />
        <SheetPlayer track={track} />
        <SheetActions track={track} onClose={onClose} />
        <FailedChange />
      </div>
    </Sheet>
  );
}

function CloseGrip({ onClose }: { onClose: () => void }) {
  return (
    <button type="button" aria-label="Close" onClick={onClose} className="mx-auto grid h-11 w-24 place-items-center">
      <span className="h-1 w-9 rounded-full bg-line-strong" />
    </button>
  );
}
