'use client';

import { type RefObject, useEffect } from 'react';
import { rowOf } from './row-focus.ts';
import { type ListSelection, useListSelection } from './use-selection.ts';

const LONG_PRESS_MILLISECONDS = 450;
const STILL_PIXELS = 10;

/** Choosing rows by the pointer beside their checkboxes: Ctrl, Cmd or Shift and a click, or a long press of a finger. */
export function useRowPointer(scroller: RefObject<HTMLElement | null>): void {
  const selection = useListSelection();
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const letGo = new AbortController();
    const options = { signal: letGo.signal };
    element.addEventListener('click', (event) => onClick(element, selection, event), options);
    listenForLongPress(element, (id) => selection.toggle(id), options);
    return () => letGo.abort();
  }, [scroller, selection]);
}

function onClick(element: HTMLElement, selection: ListSelection, event: MouseEvent): void {
  const id = rowOf(element, event.target);
  const isOnControl = event.target instanceof Element && event.target.closest('a, button, input') !== null;
  if (id === null || isOnControl) return;
  if (event.shiftKey) selection.extend(id);
  else if (event.ctrlKey || event.metaKey) selection.toggle(id);
}

function listenForLongPress(element: HTMLElement, onLongPress: (id: string) => void, options: { signal: AbortSignal }) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let start = { x: 0, y: 0 };
  let isLong = false;
  const stop = () => clearTimeout(timer);
  const onDown = (event: PointerEvent) => {
    stop();
    isLong = false;
    const id = event.pointerType === 'touch' ? rowOf(element, event.target) : null;
    if (id === null) return;
    start = { x: event.clientX, y: event.clientY };
    timer = setTimeout(() => {
      isLong = true;
      onLongPress(id);
    }, LONG_PRESS_MILLISECONDS);
  };
  const onMove = ({ clientX, clientY }: PointerEvent) => {
    if (Math.hypot(clientX - start.x, clientY - start.y) > STILL_PIXELS) stop();
  };
  // What a long press is released on is not pressed too, and the browser's own menu stays away.
  const swallow = (event: Event) => {
    if (!isLong) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.type === 'click') isLong = false;
  };
  element.addEventListener('pointerdown', onDown, options);
  element.addEventListener('pointermove', onMove, options);
  for (const name of ['pointerup', 'pointercancel', 'scroll'] as const) element.addEventListener(name, stop, options);
  for (const name of ['click', 'contextmenu']) element.addEventListener(name, swallow, { ...options, capture: true });
}
