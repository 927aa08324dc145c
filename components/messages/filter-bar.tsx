'use client';

import { X } from 'lucide-react';
import { DateFilter } from './date-filter.tsx';
import { CHIP } from './filter-chip.tsx';
import { LengthFilter } from './length-filter.tsx';
import { isSearching, NO_SEARCH, SHOWS, type Show } from './search.ts';
import { changeSearch, useSearch } from './use-search.ts';

const NAMES: Record<Show, string> = { all: 'All', new: 'New', urgent: 'Urgent' };

/** All, only new, only urgent; of which days, and how long. */
export function FilterBar() {
  const search = useSearch();
  return (
    <div
      role="toolbar"
      aria-label="Filter"
      className="flex h-14 items-center gap-1.5 overflow-x-auto border-b border-line px-3 [scrollbar-width:none] tablet:h-12 tablet:gap-1 tablet:px-6"
    >
      {SHOWS.map((show) => (
        <button
          key={show}
          type="button"
          aria-pressed={show === search.show}
          onClick={() => changeSearch({ show })}
          className={CHIP}
        >
          {NAMES[show]}
        </button>
      ))}
      <span className="mx-2 hidden h-5 flex-none border-l border-line tablet:block" />
      <DateFilter />
      <LengthFilter />
      {isSearching(search) && (
        <button type="button" onClick={() => changeSearch(NO_SEARCH)} className={CHIP}>
          <X size={15} strokeWidth={2} aria-hidden="true" />
          Clear
        </button>
      )}
    </div>
  );
}
