'use client';

import { CheckCheck, Download } from 'lucide-react';
import { LampGlyph } from '#components/mailbox/lamp-glyph.tsx';
import { callerWords } from '#components/messages/caller-words.ts';
import { FailedChange } from '#components/messages/failed-change.tsx';
import { useStatusChange } from '#components/messages/use-status-change.ts';
import { dayName } from '#components/ui/clock.ts';
import { Sheet } from '#components/ui/sheet.tsx';
import { readersClock, useToday } from '#components/ui/use-clock.ts';
import { downloadUrl } from '#lib/api/client.ts';
import type { Track } from './playback.ts';
import { usePlayback, usePlaybackState } from './playback-context.ts';
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
        <SheetPlayer track={track} />
        <Actions track={track} />
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

const ACTION = 'grid min-h-15 justify-items-center gap-1.5 py-2 text-xs font-medium text-ink-2';

function Actions({ track: { message, mailbox } }: { track: Track }) {
  const playback = usePlayback();
  const { mutate } = useStatusChange();
  const isCurrent = usePlaybackState((state) => state.track?.message.id === message.id);
  const isNew = message.status === 'new';
  const mark = () => {
    if (isCurrent) playback.doNotReport();
    mutate({ message, mailbox, status: isNew ? 'old' : 'new' });
  };
  return (
    <div className="mt-4 grid grid-cols-2 border-t border-line pt-2">
      <button type="button" className={ACTION} onClick={mark}>
        {isNew ? (
          <CheckCheck size={22} strokeWidth={1.75} aria-hidden="true" />
        ) : (
          <LampGlyph on={false} className="size-5.5 stroke-[1.75]" />
        )}
        {isNew ? 'Mark as heard' : isCurrent ? 'Keep as new' : 'Mark as new'}
      </button>
      {message.codec !== null && (
        <a className={ACTION} href={downloadUrl(message.id, mailbox, readersClock().timeZone)} download>
          <Download size={22} strokeWidth={1.75} aria-hidden="true" />
          Download
        </a>
      )}
    </div>
  );
}
