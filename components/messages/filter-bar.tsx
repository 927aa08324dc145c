'use client';

import { useSearchParams } from 'next/navigation';
import { FILTERS, type Filter } from './use-messages.ts';

const NAMES: Record<Filter, string> = { all: 'All', new: 'New', urgent: 'Urgent' };

/** The filter in the address bar, so that it survives a reload and can be shared. */
export function useFilter(): Filter {
  const asked = useSearchParams()?.get('show');
  return FILTERS.find((filter) => filter === asked) ?? 'all';
}

function showOnly(filter: Filter): void {
  const url = new URL(location.href);
  if (filter === 'all') url.searchParams.delete('show');
  else url.searchParams.set('show', filter);
  history.replaceState(null, '', url);
}

/** All, only new, only urgent. */
export function FilterBar() {
  const current = useFilter();
  return (
    <div
      role="toolbar"
      aria-label="Filter"
      className="flex h-14 items-center gap-1.5 border-b border-line px-3 tablet:h-12 tablet:gap-1 tablet:px-6"
    >
      {FILTERS.map((filter) => (
        <button
          key={filter}
          type="button"
          aria-pressed={filter === current}
          onClick={() => showOnly(filter)}
          className="thumb h-9 rounded-full px-3.5 text-sm font-medium text-ink-2 hover:bg-hover aria-pressed:bg-sunken aria-pressed:text-ink tablet:h-8 tablet:px-3"
        >
          {NAMES[filter]}
        </button>
      ))}
    </div>
  );
}
