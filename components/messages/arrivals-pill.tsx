'use client';

import { ArrowUp } from 'lucide-react';
import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';
import type { Message } from '#lib/voicemail/message.ts';
import { arrivalWords, likenessOf, sortArrivals } from './arrivals.ts';
import { useListInHand } from './use-list-in-hand.ts';
import { useWantedRow } from './wanted-row.ts';

interface ArrivalsProps {
  messages: Message[];
  /** The newest arrival that the server knew when it gave the messages. */
  upTo: string | null;
  /** Draws the list, of what has been let in. `upTo` is the newest arrival that could be seen in it. */
  children: (shown: Message[], upTo: string | null) => ReactNode;
}

/** Keeps arrivals behind a pill while someone is at the list: no row moves under the pointer or the focus. */
export function Arrivals({ messages, upTo, children }: ArrivalsProps) {
  const area = useRef<HTMLDivElement>(null);
  const isInHand = useListInHand(area);
  const [known, setKnown] = useState(() => likenesses(messages));
  const [seenUpTo, setSeenUpTo] = useState(upTo);
  const { shown, waiting } = isInHand ? sortArrivals(messages, known) : { shown: messages, waiting: [] };
  const letIn = (arrivals: Message[]) => setKnown(new Set([...known, ...likenesses(arrivals)]));
  if (shown.some((message) => !known.has(likenessOf(message)))) letIn(shown);
  const wanted = useWantedRow();
  if (waiting.some(({ id }) => id === wanted)) letIn(messages);
  if (waiting.length === 0 && seenUpTo !== upTo) setSeenUpTo(upTo);
  const show = useShownAtTop(area, () => letIn(messages));

  return (
    <div ref={area} className="relative grid min-h-0 grid-cols-[minmax(0,1fr)]">
      <div role="status" className="pointer-events-none absolute inset-x-0 top-2 z-5 flex justify-center">
        {waiting.length > 0 && <Pill waiting={waiting} onPress={show} />}
      </div>
      {children(shown, seenUpTo)}
    </div>
  );
}

/** Amber means new, and nothing else. */
function Pill({ waiting, onPress }: { waiting: Message[]; onPress: () => void }) {
  const isNew = waiting.every(({ status }) => status === 'new');
  return (
    <button
      type="button"
      onClick={onPress}
      className={`thumb pointer-events-auto flex h-8 items-center gap-1.5 rounded-full pr-3.5 pl-2.5 text-sm font-semibold shadow-float tabular-nums ${isNew ? 'bg-lamp text-lamp-on' : 'bg-inverse text-inverse-ink'}`}
    >
      <ArrowUp size={15} strokeWidth={2.25} aria-hidden="true" />
      {arrivalWords(waiting)}
    </button>
  );
}

/** Lets the arrivals in and goes to where they are, the focus with it: the pill that had it is gone. */
function useShownAtTop(area: RefObject<HTMLElement | null>, letIn: () => void): () => void {
  const [presses, setPresses] = useState(0);
  useEffect(() => {
    if (presses === 0) return;
    const list = area.current?.querySelector('[data-list]');
    list?.scrollTo({ top: 0 });
    // The first row may not be drawn before the list is at its top.
    const frame = requestAnimationFrame(() => list?.querySelector<HTMLElement>('[data-key] button')?.focus());
    return () => cancelAnimationFrame(frame);
  }, [area, presses]);
  return () => {
    letIn();
    setPresses(presses + 1);
  };
}

function likenesses(messages: Message[]): Set<string> {
  return new Set(messages.map(likenessOf));
}
