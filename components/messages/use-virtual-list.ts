'use client';

import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { ListItem, Section } from './list-layout.ts';
import { indexAt, itemsIn, movedBy, stepOf, topOf, type View } from './list-view.ts';
import { noteScroll } from './scroll-rest.ts';

/** A section and those of its rows that are drawn. */
export interface DrawnSection {
  section: Section;
  rows: ListItem[];
}

/** What is drawn before anybody knows how high the window is. */
const FIRST_VIEW: View = { top: 0, height: 700 };

/** Draws only what can be seen, and the row that has the focus wherever it is. Heights are known, so nothing is measured. */
export function useVirtualList(items: ListItem[]) {
  const scroller = useRef<HTMLDivElement>(null);
  const [view, look] = useView(scroller);
  const focusedKey = useFocusedKey(scroller);
  useSteadyView(scroller, items, look);
  const reveal = (key: string) => {
    const item = items.find((each) => each.key === key);
    if (!item || !scroller.current) return;
    scrollTo(scroller.current, item);
    look();
  };
  const last = items.at(-1);
  const drawn = withFocused(itemsIn(items, view), items, focusedKey);
  return {
    scroller,
    /** Scrolls a row into view, so that it is drawn. */
    reveal,
    height: last ? topOf(last) + last.size : 0,
    sections: sectionsOf(drawn),
    lastDrawn: indexAt(items, view.top + view.height),
  };
}

/** What can be seen, and how to look again at once. */
function useView(scroller: RefObject<HTMLElement | null>): [View, () => void] {
  const [view, setView] = useState(FIRST_VIEW);
  const look = useCallback(() => {
    if (!scroller.current) return;
    const now = stepOf(scroller.current);
    setView((before) => (before.top === now.top && before.height === now.height ? before : now));
  }, [scroller]);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    // Within the frame that scrolls: rows that come a frame later flash.
    const onScroll = () => {
      noteScroll();
      flushSync(look);
    };
    const sizes = new ResizeObserver(look);
    element.addEventListener('scroll', onScroll, { passive: true });
    sizes.observe(element);
    look();
    return () => {
      element.removeEventListener('scroll', onScroll);
      sizes.disconnect();
    };
  }, [scroller, look]);
  return [view, look];
}

/** Arrivals above a scrolled list push nothing: the rows in view stay where they are. */
function useSteadyView(scroller: RefObject<HTMLElement | null>, items: ListItem[], look: () => void): void {
  const before = useRef(items);
  useLayoutEffect(() => {
    const element = scroller.current;
    const last = before.current;
    before.current = items;
    if (!element || last === items || element.scrollTop === 0) return;
    element.scrollTop += movedBy(last, items, element.scrollTop);
    look();
  }, [scroller, items, look]);
}

function scrollTo(element: HTMLElement, item: ListItem): void {
  // The heading of its day stands over the top of the list.
  const [top, bottom] = [topOf(item) - item.section.headingHeight, topOf(item) + item.size];
  if (top < element.scrollTop) element.scrollTop = top;
  else if (bottom > element.scrollTop + element.clientHeight) element.scrollTop = bottom - element.clientHeight;
}

/** Which row, by its `data-key`, has the focus. */
function useFocusedKey(scroller: RefObject<HTMLElement | null>): string | null {
  const [key, setKey] = useState<string | null>(null);
  useEffect(() => {
    const element = scroller.current;
    const onFocus = ({ target }: FocusEvent) => {
      const row = target instanceof Element ? target.closest('[data-key]') : null;
      setKey(row?.getAttribute('data-key') ?? null);
    };
    element?.addEventListener('focusin', onFocus);
    return () => element?.removeEventListener('focusin', onFocus);
  }, [scroller]);
  return key;
}

function withFocused(drawn: ListItem[], items: ListItem[], key: string | null): ListItem[] {
  if (key === null || drawn.some((item) => item.key === key)) return drawn;
  const focused = items.find((item) => item.key === key);
  if (!focused) return drawn;
  const isAbove = drawn[0] !== undefined && topOf(focused) < topOf(drawn[0]);
  return isAbove ? [focused, ...drawn] : [...drawn, focused];
}

function sectionsOf(items: ListItem[]): DrawnSection[] {
  const sections = new Map<Section, ListItem[]>();
  for (const item of items) {
    const rows = sections.get(item.section) ?? [];
    sections.set(item.section, item.message ? [...rows, item] : rows);
  }
  return [...sections].map(([section, rows]) => ({ section, rows }));
}
