'use client';

import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useEffect, useRef, useState } from 'react';
import type { ListItem, Section } from './list-layout.ts';

/** A section and those of its rows that are drawn. */
export interface DrawnSection {
  section: Section;
  rows: ListItem[];
}

/** Draws only what can be seen, and the row that has the focus wherever it is. */
export function useVirtualList(items: ListItem[]) {
  const scroller = useRef<HTMLDivElement>(null);
  const focusedKey = useFocusedKey(scroller);
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => items[index]?.size ?? 0,
    getItemKey: (index) => items[index]?.key ?? index,
    rangeExtractor: (range) => withFocused(range, items, focusedKey),
    overscan: 10,
    // Arrivals above a scrolled list push nothing: the rows in view stay where they are.
    anchorTo: 'end',
  });
  const rowHeight = items[1]?.size;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another row height makes every measure wrong
  useEffect(() => virtualizer.measure(), [virtualizer, rowHeight]);

  const drawn = virtualizer.getVirtualItems();
  const reveal = (key: string) => virtualizer.scrollToIndex(items.findIndex((item) => item.key === key));
  return {
    scroller,
    /** Scrolls a row into view, so that it is drawn. */
    reveal,
    height: virtualizer.getTotalSize(),
    sections: sectionsOf(drawn.flatMap(({ index }) => items[index] ?? [])),
    lastDrawn: drawn.at(-1)?.index ?? 0,
  };
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

function withFocused(range: Range, items: ListItem[], key: string | null): number[] {
  const inView = defaultRangeExtractor(range);
  const focused = key === null ? -1 : items.findIndex((item) => item.key === key);
  return focused < 0 || inView.includes(focused) ? inView : [...inView, focused].sort((a, b) => a - b);
}

function sectionsOf(items: ListItem[]): DrawnSection[] {
  const sections = new Map<Section, ListItem[]>();
  for (const item of items) {
    const rows = sections.get(item.section) ?? [];
    sections.set(item.section, item.message ? [...rows, item] : rows);
  }
  return [...sections].map(([section, rows]) => ({ section, rows }));
}
