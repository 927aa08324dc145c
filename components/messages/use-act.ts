'use client';

import { useCallback } from 'react';
import { changeOf, type Target, undoOf, type Wish } from './change.ts';
import { useJournal } from './journal.ts';
import { useChange } from './use-change.ts';

/** Does what a person asks for: at once where it can be undone, after a question where it cannot. */
export function useAct() {
  const { mutate } = useChange();
  const journal = useJournal();
  return useCallback(
    (wish: Wish, target: Target) => {
      if (wish.verb === 'purge') return journal.set({ question: target });
      const change = changeOf(wish, target);
      if (!change) return;
      journal.say(change);
      mutate(change);
    },
    [journal, mutate],
  );
}

/** Takes the last change back, wherever the page is by now. */
export function useUndo() {
  const { mutate } = useChange();
  const journal = useJournal();
  return useCallback(() => {
    const { undoable } = journal.getState();
    const refused = undoable && journal.outcomeOf(undoable)?.failed.map(({ id }) => id);
    const undo = undoable && undoOf(undoable, new Set(refused));
    if (!undo) return;
    journal.set({ toast: undo, undoable: null });
    mutate(undo);
  }, [journal, mutate]);
}
