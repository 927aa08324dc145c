'use client';

import { type DragEvent, useState } from 'react';
import { useJournal, useJournalState } from '#components/messages/journal.ts';
import { useAct } from '#components/messages/use-act.ts';
import { type FolderSlug, isOnPhone } from '#lib/voicemail/folder.ts';

/** Makes a folder a place to drop messages on: lit while something is dragged that may go there. */
export function useFolderDrop(slug: FolderSlug) {
  const journal = useJournal();
  const act = useAct();
  const [isOver, setIsOver] = useState(false);
  const isOpen = useJournalState(({ dragged }) => dragged !== null && dragged.folder !== slug) && canTake(slug);
  const onDragOver = (event: DragEvent) => {
    if (!isOpen) return;
    // By default nothing may be dropped anywhere.
    event.preventDefault();
    setIsOver(true);
  };
  const onDrop = (event: DragEvent) => {
    const { dragged } = journal.getState();
    setIsOver(false);
    if (!isOpen || !dragged) return;
    event.preventDefault();
    journal.set({ dragged: null });
    act({ verb: 'move', folder: slug }, dragged);
  };
  const state = isOpen && isOver ? 'over' : isOpen ? 'open' : undefined;
  return { 'data-drop': state, onDragOver, onDrop, onDragLeave: () => setIsOver(false) };
}

function canTake(slug: FolderSlug): boolean {
  return slug === 'deleted' || isOnPhone(slug);
}
