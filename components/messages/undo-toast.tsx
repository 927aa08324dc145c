'use client';

import { Toast } from 'radix-ui';
import { doneWords } from './change-words.ts';
import { useJournal, useJournalState } from './journal.ts';
import { useUndo } from './use-act.ts';

const SHOWN_MILLISECONDS = 8000;

/** What was done, and Undo. Its clock stands still under the pointer and the focus; a newer one takes its place. */
export function UndoToast() {
  const journal = useJournal();
  const undo = useUndo();
  const change = useJournalState(({ toast }) => toast);
  const words = useJournalState(({ toast }) => toast && doneWords(toast, journal.outcomeOf(toast)));
  const canUndo = useJournalState(({ toast, undoable }) => toast !== null && toast === undoable);
  return (
    <Toast.Provider duration={SHOWN_MILLISECONDS} label="Done" swipeDirection="left">
      {change && (
        <Toast.Root
          key={keyOf(change)}
          type="background"
          onOpenChange={(isOpen) => !isOpen && journal.getState().toast === change && journal.set({ toast: null })}
          className="pointer-events-auto flex h-13 w-full items-center gap-3 rounded-lg bg-inverse pr-1.5 pl-4 whitespace-nowrap text-inverse-ink shadow-float tablet:h-11 tablet:w-auto"
        >
          <Toast.Title className="min-w-0 truncate tabular-nums">{words}</Toast.Title>
          {canUndo && (
            <>
              <Toast.Action
                altText="Undo: press u"
                onClick={undo}
                className="ml-auto h-11 rounded-sm bg-[color-mix(in_srgb,var(--color-inverse-ink)_14%,transparent)] px-2.5 font-semibold tablet:h-8"
              >
                Undo
              </Toast.Action>
              <kbd className="hidden rounded-xs border border-[color-mix(in_srgb,var(--color-inverse-ink)_28%,transparent)] px-1.25 font-sans text-[11px]/4 font-medium text-inverse-ink-2 desk:block">
                Ctrl Z
              </kbd>
            </>
          )}
          {!canUndo && <span className="pr-2.5" />}
        </Toast.Root>
      )}
      <Toast.Viewport className="pointer-events-none absolute bottom-full left-3 z-8 mb-3 w-[calc(100%-24px)] outline-none tablet:left-6 tablet:w-auto tablet:max-w-[calc(100%-48px)]" />
    </Toast.Provider>
  );
}

const keys = new WeakMap<object, number>();
let lastKey = 0;

/** Every change has a toast, and a clock, of its own. */
function keyOf(change: object): number {
  if (!keys.has(change)) {
    lastKey += 1;
    keys.set(change, lastKey);
  }
  return keys.get(change) ?? 0;
}
