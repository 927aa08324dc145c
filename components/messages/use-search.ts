'use client';

import { useSearchParams } from 'next/navigation';
import { useMemo } from 'react';
import { currentHeading } from '#components/mailbox/heading.ts';
import { type Search, searchIn, writeSearch } from './search.ts';

/** What the address bar narrows the list to, so that it survives a reload and can be shared. */
export function useSearch(): Search {
  const params = useSearchParams();
  return useMemo(() => searchIn(params), [params]);
}

/** Narrows the list that is shown or, while another one is on its way, that one. */
export function changeSearch(change: Partial<Search>): void {
  const heading = currentHeading();
  const url = new URL(heading?.path ?? location.href, location.href);
  writeSearch(url.searchParams, change);
  if (heading) heading.turnTo(`${url.pathname}${url.search}`);
  else history.replaceState(null, '', url);
}
