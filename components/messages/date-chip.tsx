'use client';

import { Calendar } from 'lucide-react';
import type { ComponentProps } from 'react';
import { useToday } from '#components/ui/use-clock.ts';
import { useIsHydrated } from '#components/ui/use-is-hydrated.ts';
import { MenuChip } from './filter-chip.tsx';
import { daysWords } from './search-words.ts';
import { useSearch } from './use-search.ts';

/** Says which days the list is narrowed to. */
export function DateChip(props: ComponentProps<'button'>) {
  const { from, until } = useSearch();
  const today = useToday();
  // What "today" is, only the reader's own clock knows.
  const isHydrated = useIsHydrated();
  const narrows = from !== null || until !== null;
  return (
    <MenuChip icon={Calendar} narrows={narrows} {...props}>
      {isHydrated || !narrows ? daysWords({ from, until }, today) : 'Some days'}
    </MenuChip>
  );
}
