'use client';

import { useSearchParams } from 'next/navigation';
import { useEffect } from 'react';
import { Drawer } from '#components/mailbox/drawer.tsx';
import { arrive } from '#components/mailbox/heading.ts';
import { useMailbox } from '#components/mailbox/use-mailbox.ts';
import { count } from '#components/ui/duration.ts';
import type { FolderSlug } from '#lib/voicemail/folder.ts';
import { NO_SEARCH } from './search.ts';
import { SearchField } from './search-field.tsx';
import { useMessages } from './use-messages.ts';
import { useSearch } from './use-search.ts';

/** The title of a folder, how much is in it, and the search. */
export function FolderHead({ folder, name }: { folder: FolderSlug; name: string }) {
  useArrival(folder);
  return (
    <header className="relative flex h-14 items-center px-1 tablet:h-16 tablet:gap-3 tablet:px-6">
      <Drawer />
      <h1 className="pl-1 text-[20px]/7 font-bold tracking-tighter tablet:pl-0 tablet:text-2xl">{name}</h1>
      <FolderCount folder={folder} />
      <SearchField />
    </header>
  );
}

/** `24 messages`, or of how many what was found is a part. */
function FolderCount({ folder }: { folder: FolderSlug }) {
  const { data } = useMailbox();
  const search = useSearch();
  const { data: list, isPlaceholderData } = useMessages(folder, search);
  const total = data?.folders.find(({ slug }) => slug === folder)?.total ?? 0;
  const found = list?.pages[0]?.total;
  const isNarrowed = JSON.stringify(search) !== JSON.stringify(NO_SEARCH);
  const isKnown = !isNarrowed || (found !== undefined && !isPlaceholderData);
  return (
    <p
      role="status"
      className="sr-only pt-2 text-sm whitespace-nowrap text-ink-3 tabular-nums desk:not-sr-only desk:pt-2"
    >
      {total > 0 && isKnown && (isNarrowed ? `${(found ?? 0).toLocaleString('en-GB')} of ` : '')}
      {total > 0 && isKnown && count(total, 'message')}
      {total > 0 && isKnown && list?.pages[0]?.indexing && ' so far'}
    </p>
  );
}

/** Whatever the address bar says now is what is shown. */
function useArrival(folder: FolderSlug): void {
  const params = useSearchParams();
  // biome-ignore lint/correctness/useExhaustiveDependencies: each of them is an address that was reached
  useEffect(arrive, [folder, params]);
}
