'use client';

import { CircleAlert, Forward } from 'lucide-react';
import { memo } from 'react';
import { percentPlayed, usePlaybackState } from '#components/player/playback-context.ts';
import { durationText, spokenDuration } from '#components/ui/duration.ts';
import { readersClock } from '#components/ui/use-clock.ts';
import type { Message } from '#lib/voicemail/message.ts';
import { callerWords } from './caller-words.ts';
import { LeavesIn } from './leaves-in.tsx';
import { MessageActions } from './message-actions.tsx';
import { PlayLamp } from './play-lamp.tsx';

interface MessageRowProps {
  message: Message;
  /** On a phone the row opens what one can do with the message. */
  onOpen: (id: string) => void;
}

export const MessageRow = memo(function MessageRow({ message, onOpen }: MessageRowProps) {
  const isCurrent = usePlaybackState(({ track }) => track?.message.id === message.id);
  const { name, detail } = callerWords(message.caller);
  const isNew = message.status === 'new';
  const nameLook = isNew ? 'font-semibold text-ink' : isCurrent ? 'font-medium text-ink' : 'text-ink-2';
  return (
    <div className="group relative grid h-row-phone grid-cols-[44px_minmax(0,1fr)_auto] grid-rows-[20px_18px] content-center items-center gap-x-3 gap-y-0.5 rounded-lg pr-2 pl-1 tablet:h-row tablet:grid-cols-[36px_minmax(0,1fr)_56px_52px] tablet:gap-y-0 tablet:px-3 tablet:hover:bg-hover tablet:has-focus-visible:bg-hover desk:grid-cols-[36px_minmax(0,1fr)_140px_52px]">
      <PlayLamp message={message} name={name} />
      <button
        type="button"
        aria-label={`More about ${name}`}
        aria-haspopup="dialog"
        onClick={() => onOpen(message.id)}
        className="absolute inset-0 left-14 rounded-lg outline-offset-[-2px] tablet:hidden"
      />
      <p
        className={`col-start-2 row-start-1 flex min-w-0 items-center gap-2 text-md tablet:pointer-coarse:pr-20 ${nameLook}`}
      >
        <bdi className="truncate" title={name}>
          {name}
        </bdi>
        <Tags message={message} />
      </p>
      <p className="col-start-2 row-start-2 truncate text-sm text-ink-3 tabular-nums">
        {detail}
        {message.purgeAt !== null && (
          <>
            {' · '}
            <LeavesIn purgeAt={message.purgeAt} />
          </>
        )}
      </p>
      <MessageActions message={message} name={name} />
      <Length message={message} isCurrent={isCurrent} />
      <time
        dateTime={message.receivedAt}
        title={readersClock().stampOf(message.receivedAt)}
        className={`col-start-3 row-start-1 text-right text-sm/5 tabular-nums tablet:col-start-4 tablet:row-span-2 ${isNew ? 'text-ink' : 'text-ink-3'}`}
      >
        {readersClock().timeOf(message.receivedAt)}
      </time>
    </div>
  );
});

function Tags({ message }: { message: Message }) {
  const tag = 'flex h-5 flex-none items-center gap-1.25 rounded-sm pr-1.75 pl-1.25 text-xs tracking-normal';
  return (
    <>
      {message.urgent && (
        <span className={`${tag} bg-urgent-tint font-semibold text-urgent`}>
          <CircleAlert size={14} aria-hidden="true" />
          Urgent
        </span>
      )}
      {message.hasIntro && (
        <span className={`${tag} bg-sunken font-medium text-ink-2`}>
          <Forward size={14} aria-hidden="true" />
          With intro
        </span>
      )}
    </>
  );
}

const PLACE = 'col-start-3 row-start-2 text-right text-sm text-ink-3 tabular-nums tablet:row-span-2 tablet:row-start-1';

/** Length is seen before it is read: the bar is the duration on a log scale, and shows how much of it was played. */
function Length({ message, isCurrent }: { message: Message; isCurrent: boolean }) {
  const played = usePlaybackState((state) => (isCurrent ? percentPlayed(state) : 0));
  const { durationSeconds, codec, status } = message;
  if (codec === null) return <span className={`${PLACE} justify-self-end whitespace-nowrap`}>No sound</span>;
  if (durationSeconds === null) return <NoLength />;
  return (
    <span
      className={`${PLACE} grid items-center gap-2.5 desk:grid-cols-[minmax(0,1fr)_44px] ${status === 'new' ? 'tablet:text-ink' : 'tablet:text-ink-2'}`}
    >
      <span aria-hidden="true" className="hidden desk:block">
        <span
          className="ml-auto block h-1 overflow-hidden rounded-full bg-track"
          style={{ width: `${lengthPercent(durationSeconds)}%` }}
        >
          <span className="block h-full bg-ink" style={{ width: `${played}%` }} />
        </span>
      </span>
      <span aria-hidden="true">{durationText(durationSeconds)}</span>
      <span className="sr-only">{spokenDuration(durationSeconds)}</span>
    </span>
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
