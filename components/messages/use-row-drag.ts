'use client';

import { type RefObject, useEffect } from 'react';
import { count } from '#components/ui/duration.ts';
import { countOf } from './change.ts';
import { nameAndLength } from './change-words.ts';
import { useJournal } from './journal.ts';
import { rowOf } from './row-focus.ts';
import { useListSelection } from './use-selection.ts';

/** Rows can be dragged to a folder: the chosen ones together, or one that is not chosen alone. */
export function useRowDrag(scroller: RefObject<HTMLElement | null>): void {
  const selection = useListSelection();
  const journal = useJournal();
  useEffect(() => {
    const element = scroller.current;
    const onStart = (event: DragEvent) => {
      const id = rowOf(element, event.target);
      const message = selection.getState().shown?.messages.find((each) => each.id === id);
      // A link that is dragged is the browser's.
      if (!message || event.target instanceof HTMLAnchorElement || !event.dataTransfer) return;
      const target = selection.targetFor(message);
      const [first = message] = target?.messages ?? [];
      const words = target && countOf(target) > 1 ? count(countOf(target), 'message') : nameAndLength(first);
      showDragged(event.dataTransfer, words);
      journal.set({ dragged: target });
    };
    const onEnd = () => journal.set({ dragged: null });
    element?.addEventListener('dragstart', onStart);
    element?.addEventListener('dragend', onEnd);
    return () => {
      element?.removeEventListener('dragstart', onStart);
      element?.removeEventListener('dragend', onEnd);
    };
  }, [scroller, selection, journal]);
}

/** What hangs at the pointer: a label that the browser takes a picture of. */
function showDragged(transfer: DataTransfer, words: string): void {
  const label = document.createElement('div');
  label.className =
    'fixed -top-20 left-0 rounded-lg bg-inverse px-4 py-2.5 text-base font-semibold whitespace-nowrap text-inverse-ink';
  label.textContent = words;
  document.body.append(label);
  transfer.effectAllowed = 'move';
  transfer.setData('text/plain', words);
  transfer.setDragImage(label, -12, -8);
  setTimeout(() => label.remove());
}
