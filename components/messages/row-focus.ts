'use client';

import { type RefObject, useCallback, useEffect, useRef } from 'react';
import type { Message } from '#lib/voicemail/message.ts';
import { neighbourOf } from './selection.ts';

const FRAMES_TO_DRAW = 10;

export interface RowFocus {
  /** The row that has the focus. */
  focused: () => string | null;
  /** The row that has the focus, or had it last. */
  last: () => string | null;
  focus: (id: string) => void;
}

/** The focus goes from row to row, also to rows that are not drawn yet, and on to the next when its row leaves. */
export function useRowFocus(
  scroller: RefObject<HTMLElement | null>,
  messages: Message[],
  reveal: (id: string) => void,
): RowFocus {
  const lastId = useRef<string | null>(null);
  const revealNow = useRef(reveal);
  useEffect(() => {
    revealNow.current = reveal;
  });
  const focused = useCallback(() => rowOf(scroller.current, document.activeElement), [scroller]);
  const last = useCallback(() => lastId.current, []);
  const focus = useCallback(
    (id: string) => {
      if (!rowElement(scroller.current, id)) revealNow.current(id);
      focusOnceDrawn(scroller.current, id, FRAMES_TO_DRAW);
    },
    [scroller],
  );
  useLastFocused(scroller, lastId);
  useFocusAfterLeaving(messages, lastId, focus);
  return { focused, last, focus };
}

function useLastFocused(scroller: RefObject<HTMLElement | null>, lastId: RefObject<string | null>): void {
  useEffect(() => {
    const element = scroller.current;
    const onFocus = ({ target }: FocusEvent) => {
      lastId.current = rowOf(element, target);
    };
    element?.addEventListener('focusin', onFocus);
    return () => element?.removeEventListener('focusin', onFocus);
  }, [scroller, lastId]);
}

/** Where a row goes with the focus in it, the browser would start from the top of the page again. */
function useFocusAfterLeaving(
  messages: Message[],
  lastId: RefObject<string | null>,
  focus: (id: string) => void,
): void {
  const order = useRef<string[]>([]);
  useEffect(() => {
    const before = order.current;
    order.current = messages.map(({ id }) => id);
    const hasLeft = lastId.current !== null && !order.current.includes(lastId.current);
    if (!hasLeft || document.activeElement !== document.body) return;
    const stays = new Set(order.current);
    const next = neighbourOf(lastId.current ?? '', before, stays);
    if (next) focus(next);
  }, [messages, lastId, focus]);
}

function focusOnceDrawn(scroller: HTMLElement | null, id: string, frames: number): void {
  const row = rowElement(scroller, id);
  if (!row && frames > 0) {
    requestAnimationFrame(() => focusOnceDrawn(scroller, id, frames - 1));
    return;
  }
  row?.scrollIntoView({ block: 'nearest' });
  // A narrow window hides the checkbox until something is chosen.
  const controls = row?.querySelectorAll<HTMLElement>('.row-check, button:enabled') ?? [];
  [...controls].find((control) => control.checkVisibility())?.focus({ preventScroll: true });
}

/** The row of a list that has this id, if it is drawn. */
export function rowElement(scroller: HTMLElement | null, id: string): HTMLElement | null {
  return scroller?.querySelector<HTMLElement>(`[data-key="${id}"]`) ?? null;
}

/** The id of the row of a list that something is in. */
export function rowOf(scroller: HTMLElement | null, place: EventTarget | null): string | null {
  const row = place instanceof Element && scroller?.contains(place) ? place.closest('[data-key]') : null;
  return row?.getAttribute('data-key') ?? null;
}
