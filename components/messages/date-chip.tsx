'use client';

import { Calendar } from 'lucide-react';
import type { ComponentProps } from 'react';
import { useToday } from '#components/ui/use-clock.ts';
import { MenuChip } from './filter-chip.tsx';
import { daysWords } from './search-words.ts';
import { useSearch } from './use-search.ts';

/** Says which days the list is narrowed to. */
export function DateChip(props: ComponentProps<'button'>) {
  const { from, until } = useSearch();
  const today = useToday();
  return (
    <MenuChip icon={Calendar} narrows={from !== null || until !== null} {...props}>
      {daysWords({ from, until }, today)}
    </MenuChip>
  );
}
