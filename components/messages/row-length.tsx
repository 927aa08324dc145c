'use client';

import { percentPlayed, usePlaybackState } from '#components/player/playback-context.ts';
import { durationText, spokenDuration } from '#components/ui/duration.ts';
import { useIsHydrated } from '#components/ui/use-is-hydrated.ts';
import type { Message } from '#lib/voicemail/message.ts';

const PLACE =
  'col-start-3 row-start-2 text-right text-sm text-ink-3 tabular-nums tablet:col-start-4 tablet:row-span-2 tablet:row-start-1';

/** Length is seen before it is read: the bar is the duration on a log scale, and shows how much of it was played. */
export function RowLength({ message, isCurrent }: { message: Message; isCurrent: boolean }) {
  const played = usePlaybackState((state) => (isCurrent ? percentPlayed(state) : 0));
  const { durationSeconds, codec, status } = message;
  if (codec === null) return <span className={`${PLACE} justify-self-end whitespace-nowrap`}>No sound</span>;
  if (durationSeconds === null) return <NoLength />;
  return (
    <span
      className={`${PLACE} grid items-center gap-2.5 desk:grid-cols-[minmax(0,1fr)_44px] ${status === 'new' ? 'tablet:text-ink' : 'tablet:text-ink-2'}`}
    >
      <LengthBar percent={lengthPercent(durationSeconds)} played={played} />
      <span aria-hidden="true">{durationText(durationSeconds)}</span>
      <span className="sr-only">{spokenDuration(durationSeconds)}</span>
    </span>
  );
}

/** Mostly a line, which costs less to scroll than a drawing. What the server draws may carry no styles, and a line has one part. */
function LengthBar({ percent, played }: { percent: number; played: number }) {
  const mayStyle = useIsHydrated();
  if (mayStyle && played === 0) {
    const width = `${percent}%`;
    return (
      <span
        aria-hidden="true"
        className="hidden justify-self-end rounded-full border-t-4 border-track desk:block"
        style={{ width }}
      />
    );
  }
  const start = `${100 - percent}%`;
  return (
    <svg aria-hidden="true" className="hidden h-1 w-full desk:block">
      <rect x={start} width={`${percent}%`} height="4" rx="2" className="fill-track" />
      {played > 0 && <rect x={start} width={`${(percent * played) / 100}%`} height="4" rx="2" className="fill-ink" />}
    </svg>
  );
}

function NoLength() {
  return (
    <span className={PLACE} title="Length unknown">
      <span aria-hidden="true">–:––</span>
      <span className="sr-only">Length unknown</span>
    </span>
  );
}

const LONGEST_SECONDS = 600;

function lengthPercent(seconds: number): number {
  return Math.min(100, Math.round((Math.log1p(seconds) / Math.log1p(LONGEST_SECONDS)) * 100));
}
