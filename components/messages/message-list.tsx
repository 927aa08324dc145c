'use client';

import { type ReactNode, useEffect, useLayoutEffect, useMemo, useState } from 'react';
import { useMailboxAddress } from '#components/mailbox/use-mailbox.ts';
import { dayName } from '#components/ui/clock.ts';
import { onDemand } from '#components/ui/on-demand.tsx';
import { useClock, useToday } from '#components/ui/use-clock.ts';
import { useIsHydrated } from '#components/ui/use-is-hydrated.ts';
import { useMedia } from '#components/ui/use-media.ts';
import type { FolderSlug } from '#lib/voicemail/folder.ts';
import type { Message } from '#lib/voicemail/message.ts';
import type { Everything } from './change.ts';
import { groupByDay } from './day-groups.ts';
import { layOut } from './list-layout.ts';
import { MessageRow } from './message-row.tsx';
import { useRowFocus } from './row-focus.ts';
import { isChosen } from './selection.ts';
import { useSteadyRow } from './steady-row.ts';
import { useListKeys } from './use-list-keys.ts';
import { useRowDrag } from './use-row-drag.ts';
import { useRowPointer } from './use-row-pointer.ts';
import { type Shown, useListSelection, useSelectionState } from './use-selection.ts';
import { useSoundAhead } from './use-sound-ahead.ts';
import { type DrawnSection, useVirtualList } from './use-virtual-list.ts';
import { useFocusOnWanted } from './wanted-row.ts';

const MessageSheet = onDemand(() =>
  import('#components/player/message-sheet.tsx').then((module) => module.MessageSheet),
);

const ROW_HEIGHT = { phone: 64, tablet: 56 };
/** What follows is loaded this far ahead, so that nobody who scrolls waits for it. */
const MOST_ROWS_AHEAD = 100;

interface MessageListProps {
  folder: FolderSlug;
  messages: Message[];
  /** What "Select all" is about. */
  everything: Everything | null;
  /** Called while the end of what is loaded is near. */
  onNearEnd: () => void;
  /** What stands below the last row. */
  footer: ReactNode;
}

/** The messages by day, newest first; only the rows in view are in the page. */
export function MessageList({ folder, messages, everything, onNearEnd, footer }: MessageListProps) {
  const mailbox = useMailboxAddress();
  const [openId, setOpenId] = useState<string | null>(null);
  const rowHeight = useMedia('(max-width: 720px)') ? ROW_HEIGHT.phone : ROW_HEIGHT.tablet;
  const canDrag = useMedia('(pointer: fine)');
  const clock = useClock();
  const isPlaced = useIsHydrated();
  const items = useMemo(() => layOut(groupByDay(messages, clock), rowHeight), [messages, clock, rowHeight]);
  const { scroller, height, sections, lastDrawn, reveal } = useVirtualList(items);
  useShown({ mailbox, folder, messages, everything });
  const rows = useRowFocus(scroller, messages, reveal);
  useListKeys(rows);
  useFocusOnWanted(rows, messages);
  const free = useSteadyRow(scroller, items);
  useRowPointer(scroller);
  useRowDrag(scroller);
  useSoundAhead(scroller);
  const isNearEnd = lastDrawn >= items.length - Math.min(MOST_ROWS_AHEAD, items.length / 3);
  useEffect(() => {
    if (isNearEnd) onNearEnd();
  }, [isNearEnd, onNearEnd]);
  const open = openId === null ? undefined : messages.find(({ id }) => id === openId);

  return (
    <div
      ref={scroller}
      data-list
      className="min-h-0 overflow-auto [overflow-anchor:none] px-2 pb-3 tablet:px-3 tablet:pb-18 tablet:[scrollbar-gutter:stable]"
    >
      <div className="relative" {...(isPlaced && { style: { height, marginTop: free } })}>
        {sections.map((drawn) => (
          <DaySection key={drawn.section.day} {...{ drawn, isPlaced, canDrag }} onOpen={setOpenId} />
        ))}
      </div>
      {footer}
      {open && <MessageSheet track={{ message: open, mailbox }} onClose={() => setOpenId(null)} />}
    </div>
  );
}

/** Tells those around the list what can be chosen in it. */
function useShown({ mailbox, folder, messages, everything }: Shown): void {
  const selection = useListSelection();
  const { filter, total } = everything ?? {};
  const filterText = JSON.stringify(filter ?? null);
  useLayoutEffect(() => {
    const known: Everything['filter'] | null = JSON.parse(filterText);
    const all = known && { filter: known, total: total ?? 0 };
    selection.show({ mailbox, folder, messages, everything: all });
  }, [selection, mailbox, folder, messages, filterText, total]);
  useLayoutEffect(() => () => selection.show(null), [selection]);
}

interface DaySectionProps {
  drawn: DrawnSection;
  /** Whether it stands where the layout says. As the server draws it, it stands below the one before: its page may carry no styles. */
  isPlaced: boolean;
  canDrag: boolean;
  onOpen: (id: string) => void;
}

function DaySection({ drawn: { section, rows }, isPlaced, canDrag, onOpen }: DaySectionProps) {
  const today = useToday();
  const name = dayName(section.day, today);
  const selection = useSelectionState((state) => state.selection);
  const { top, height } = section;
  const place = isPlaced ? 'absolute inset-x-0' : 'relative';
  return (
    <section className={place} {...(isPlaced && { style: { top, height } })}>
      <h2 className="sticky top-0 z-2 flex h-9 items-center bg-canvas px-2 pt-1.5 text-xs font-semibold text-ink-3 tablet:px-3">
        {name}
      </h2>
      <ul aria-label={name}>
        {rows.map(({ key, message, offset }) => (
          <li
            key={key}
            data-key={key}
            data-first={message === section.messages[0] || undefined}
            data-chosen={isChosen(selection, key) || undefined}
            draggable={canDrag}
            className={`message-item scroll-mt-9 ${place}`}
            {...(isPlaced && { style: { top: offset } })}
          >
            {message && <MessageRow message={message} isChosen={isChosen(selection, key)} onOpen={onOpen} />}
          </li>
        ))}
      </ul>
    </section>
  );
}
