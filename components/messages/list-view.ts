import type { ListItem } from './list-layout.ts';

/** What of a list can be seen, in pixels from its top. */
export interface View {
  top: number;
  height: number;
}

/** The list is drawn anew after so many pixels of scrolling, not at each of them. */
const STEP = 256;
/** Drawn beyond what can be seen, for a wheel that is faster than the drawing. */
const BEYOND = 560;

/** The view as far as drawing cares: the same numbers until the scrolling has gone a step further. */
export function stepOf({ scrollTop, clientHeight }: Element): View {
  return { top: Math.floor(scrollTop / STEP) * STEP, height: clientHeight };
}

/** The items to be drawn for a view. */
export function itemsIn(items: ListItem[], { top, height }: View): ListItem[] {
  return items.slice(indexAt(items, top - BEYOND), indexAt(items, top + STEP + height + BEYOND) + 1);
}

export function topOf({ section, offset }: ListItem): number {
  return section.top + offset;
}

/** The place in the list of the item at a height; that of the last one below the end. */
export function indexAt(items: ListItem[], y: number): number {
  let [low, high] = [0, Math.max(0, items.length - 1)];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const item = items[middle];
    if (item && topOf(item) <= y) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** How far what is seen first has moved from one list to the next, in pixels; 0 where none of it is left. */
export function movedBy(before: ListItem[], after: ListItem[], scrollTop: number): number {
  const tops = new Map(after.map((item) => [item.key, topOf(item)]));
  const first = indexAt(before, scrollTop);
  for (const item of before.slice(first, first + NEIGHBOURS)) {
    const top = tops.get(item.key);
    if (item.message && top !== undefined && topOf(item) >= scrollTop) return top - topOf(item);
  }
  return 0;
}

const NEIGHBOURS = 50;
