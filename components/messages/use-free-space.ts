'use client';

import { changeOf, type Target } from './change.ts';
import { useJournal } from './journal.ts';
import { useChange } from './use-change.ts';
import { useDeleted, useEmptyDeleted } from './use-empty-deleted.ts';

/** Empties Deleted, as far as it has been looked at, and then deletes what there was no room for. */
export function useFreeSpace(target: Target, onDone: () => void) {
  const journal = useJournal();
  const { mutate } = useChange();
  const { data, error } = useDeleted();
  const emptying = useEmptyDeleted();
  const deleteAgain = () => {
    const again = changeOf({ verb: 'move', folder: 'deleted' }, target);
    if (again) {
      journal.say(again);
      mutate(again);
    }
    onDone();
  };
  const [refused] = emptying.data?.failed ?? [];
  return {
    total: data?.total ?? null,
    error: emptying.error ?? error ?? refused ?? null,
    isBusy: emptying.isPending,
    empty: () =>
      data?.upTo && emptying.mutate(data.upTo, { onSuccess: ({ failed }) => failed.length === 0 && deleteAgain() }),
  };
}
