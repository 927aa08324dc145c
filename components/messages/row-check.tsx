'use client';

import { Check } from 'lucide-react';
import type { ChangeEvent } from 'react';
import { useListSelection, useSelectionState } from './use-selection.ts';

/** Chooses a row. On a phone it takes the place of the play button once something is chosen, and the whole row is its thumb. */
export function RowCheck({ id, name, isChosen }: { id: string; name: string; isChosen: boolean }) {
  const selection = useListSelection();
  const isSelecting = useSelectionState(({ count }) => count > 0);
  const onChange = ({ nativeEvent }: ChangeEvent) => {
    // A checkbox changes by a click, also where the space bar makes it.
    const isRange = nativeEvent instanceof MouseEvent && nativeEvent.shiftKey;
    if (isRange) selection.extend(id);
    else selection.toggle(id);
  };
  const shown = isSelecting ? 'grid' : 'hidden tablet:grid';
  return (
    <span
      className={`col-start-1 row-span-2 row-start-1 h-11 w-11 place-items-center place-self-center tablet:w-7 ${shown}`}
    >
      <input
        type="checkbox"
        aria-label={`Select ${name}`}
        checked={isChosen}
        onChange={onChange}
        className="row-check peer m-0 size-full cursor-pointer appearance-none outline-none max-tablet:absolute max-tablet:inset-0 max-tablet:z-2 tablet:[grid-area:1/1]"
      />
      <span
        aria-hidden="true"
        className={`pointer-events-none grid size-6 place-items-center rounded-full border-[1.5px] border-line-strong bg-raised text-canvas peer-checked:border-focus peer-checked:bg-focus tablet:size-4.5 tablet:rounded-[5px] tablet:[grid-area:1/1] ${isSelecting ? '' : 'in-hand'}`}
      >
        {isChosen && <Check size={13} strokeWidth={3} />}
      </span>
    </span>
  );
}
