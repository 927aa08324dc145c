'use client';

import { Timer } from 'lucide-react';
import type { ComponentProps } from 'react';
import { MenuChip } from './filter-chip.tsx';
import { lengthWords } from './search-words.ts';
import { useSearch } from './use-search.ts';

/** Says how long the messages are that the list is narrowed to. */
export function LengthChip(props: ComponentProps<'button'>) {
  const { min, max } = useSearch();
  return (
    <MenuChip icon={Timer} narrows={min !== null || max !== null} {...props}>
      {lengthWords({ min, max })}
    </MenuChip>
  );
}
