'use client';

import { X } from 'lucide-react';
import { PlayAllButton } from '#components/player/play-all-button.tsx';
import type { FolderSlug } from '#lib/voicemail/folder.ts';
import { DateFilter } from './date-filter.tsx';
import { CHIP } from './filter-chip.tsx';
import { LengthFilter } from './length-filter.tsx';
import { isSearching, NO_SEARCH, SHOWS, type Show } from './search.ts';
import { changeSearch, useSearch } from './use-search.ts';

const NAMES: Record<Show, string> = { all: 'All', new: 'New', urgent: 'Urgent' };

/** What is shown of the folder, and what is new in it played. */
export function FilterBar({ folder }: { folder: FolderSlug }) {
  return (
    <div className="flex items-center border-b border-line">
      <Filters />
      <PlayAllButton folder={folder} />
    </div>
  );
}

/** All, only new, only urgent; of which days, and how long. */
function Filters() {
  const search = useSearch();
  return (
    <div
      role="toolbar"
      aria-label="Filter"
      className="flex h-14 min-w-0 flex-1 items-center gap-1.5 overflow-x-auto px-3 [scrollbar-width:none] tablet:h-12 tablet:gap-1 tablet:px-6"
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
