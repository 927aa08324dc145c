'use client';

import { memo } from 'react';
import { usePlaybackState } from '#components/player/playback-context.ts';
import { useClock } from '#components/ui/use-clock.ts';
import type { Message } from '#lib/voicemail/message.ts';
import { callerWords } from './caller-words.ts';
import { MessageActions } from './message-actions.tsx';
import { PlayLamp } from './play-lamp.tsx';
import { RowCheck } from './row-check.tsx';
import { RowDetail } from './row-detail.tsx';
import { RowLength } from './row-length.tsx';
import { RowMenuButton } from './row-menu-button.tsx';
import { RowTags } from './row-tags.tsx';
import { useHasRested } from './scroll-rest.ts';
import { useSelectionState } from './use-selection.ts';

interface MessageRowProps {
  message: Message;
  isChosen?: boolean;
  /** On a phone the row opens what one can do with the message. */
  onOpen: (id: string) => void;
}

/** What floats over the end of a name must not hide that it goes on. */
const ROOM_FOR_ACTIONS = 'tablet:pointer-fine:group-hover:pr-29 tablet:pointer-fine:group-has-focus-visible:pr-29';

const GRID =
  'grid grid-cols-[44px_minmax(0,1fr)_auto] grid-rows-[20px_18px] content-center items-center gap-x-3 gap-y-0.5 tablet:grid-cols-[28px_36px_minmax(0,1fr)_56px_52px_36px] tablet:gap-y-0 desk:grid-cols-[28px_36px_minmax(0,1fr)_140px_52px_36px]';

/** The ring of the row's checkbox is drawn around the row: that is what the keys are about. */
const RING =
  'has-[.row-check:focus-visible]:outline-2 has-[.row-check:focus-visible]:-outline-offset-2 has-[.row-check:focus-visible]:outline-focus';

export const MessageRow = memo(function MessageRow({ message, isChosen = false, onOpen }: MessageRowProps) {
  const isCurrent = usePlaybackState(({ track }) => track?.message.id === message.id);
  const isSelecting = useSelectionState(({ count }) => count > 0);
  const hasRested = useHasRested();
  const clock = useClock();
  const { name } = callerWords(message.caller);
  const isNew = message.status === 'new';
  const nameLook = isNew ? 'font-semibold text-ink' : isCurrent ? 'font-medium text-ink' : 'text-ink-2';
  const ground = isChosen ? 'bg-selected' : 'tablet:hover:bg-hover tablet:has-focus-visible:bg-hover';
  return (
    <div
      className={`row-ground group h-row-phone rounded-lg pr-2 pl-1 select-none tablet:h-row tablet:pr-1 tablet:pl-2 ${GRID} ${RING} ${ground}`}
    >
      <RowCheck id={message.id} name={name} isChosen={isChosen} />
      <PlayLamp message={message} name={name} />
      {!isSelecting && (
        <button
          type="button"
          aria-label={`More about ${name}`}
          aria-haspopup="dialog"
          onClick={() => onOpen(message.id)}
          className="absolute inset-0 left-14 rounded-lg outline-offset-[-2px] tablet:hidden"
        />
      )}
      <p
        className={`col-start-2 row-start-1 flex min-w-0 items-center gap-2 text-md tablet:col-start-3 ${nameLook} ${isSelecting ? '' : ROOM_FOR_ACTIONS}`}
      >
        {isSelecting && isNew && (
          <span
            aria-hidden="true"
            className="ml-px size-2.25 flex-none rounded-full border border-lamp-edge bg-lamp tablet:hidden"
          />
        )}
        <bdi className="truncate" title={name}>
          {name}
        </bdi>
        <RowTags message={message} />
      </p>
      <p className="col-start-2 row-start-2 min-w-0 text-sm text-ink-3 tabular-nums tablet:col-start-3">
        <RowDetail message={message} />
      </p>
      {!isSelecting && hasRested && <MessageActions message={message} name={name} />}
      <RowLength message={message} isCurrent={isCurrent} />
      <time
        dateTime={message.receivedAt}
        // Servers and browsers have other names for zones.
        suppressHydrationWarning
        title={hasRested ? clock.stampOf(message.receivedAt) : undefined}
        className={`col-start-3 row-start-1 text-right text-sm/5 tabular-nums tablet:col-start-5 tablet:row-span-2 ${isNew ? 'text-ink' : 'text-ink-3'}`}
      >
        {clock.timeOf(message.receivedAt)}
      </time>
      <RowMenuButton message={message} name={name} />
    </div>
  );
});
