'use client';

import { useCallback, useState } from 'react';
import { onDemand } from '#components/ui/on-demand.tsx';
import { useJournal, useJournalState } from './journal.ts';
import { useUndo } from './use-act.ts';
import { useFailedChange } from './use-change.ts';
import { usePageKeys } from './use-page-keys.ts';

// Each is loaded when it is first needed.
const UndoToast = onDemand(() => import('./undo-toast.tsx').then((module) => module.UndoToast));
const PurgeDialog = onDemand(() => import('./purge-dialog.tsx').then((module) => module.PurgeDialog));
const NoRoomDialog = onDemand(() => import('./no-room-dialog.tsx').then((module) => module.NoRoomDialog));
const KeySheet = onDemand(() => import('./key-sheet.tsx').then((module) => module.KeySheet));

/** Where the page says what was done, takes it back, and asks before what it cannot take back. */
export function ChangeDesk() {
  const journal = useJournal();
  const undo = useUndo();
  const [isHelping, setIsHelping] = useState(false);
  usePageKeys({ onUndo: undo, onHelp: useCallback(() => setIsHelping(true), []) });
  const question = useJournalState((state) => state.question);
  const closeQuestion = () => journal.set({ question: null });
  return (
    <>
      <LazyToast />
      {question && <PurgeDialog target={question} onClose={closeQuestion} />}
      <NoRoom />
      {isHelping && <KeySheet onClose={() => setIsHelping(false)} />}
    </>
  );
}

/** Once there, it stays: a region that announces must be there before what it says. */
function LazyToast() {
  const isNeeded = useJournalState(({ toast }) => toast !== null);
  const [wasNeeded, setWasNeeded] = useState(false);
  if (isNeeded && !wasNeeded) setWasNeeded(true);
  return wasNeeded ? <UndoToast /> : null;
}

/** Deleting needs room for a copy: where there is none left, the page asks how to go on. */
function NoRoom() {
  const failed = useFailedChange();
  const [answered, setAnswered] = useState<object | null>(null);
  const isDelete = failed?.change.wish.verb === 'move' && failed.change.wish.folder === 'deleted';
  if (!failed || !isDelete || failed.error.code !== 'mailbox-over-quota' || answered === failed.change) return null;
  const target = { ...failed.change, messages: failed.messages };
  return <NoRoomDialog target={target} onClose={() => setAnswered(failed.change)} />;
}
