'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMailboxAddress } from '#components/mailbox/use-mailbox.ts';
import type { MessagePage, MessageQuery } from '#lib/api/contract.ts';
import type { FolderSlug } from '#lib/voicemail/folder.ts';
import type { Everything } from './change.ts';
import { freshList } from './fresh-list.ts';
import type { Pages } from './optimistic.ts';
import { type Narrowing, narrowingOf, type Search } from './search.ts';

const FRESH_MILLISECONDS = 60_000;

/** Every list of a mailbox, or of one folder of it, in the cache. */
export function messagesKey(mailbox: string | undefined, ...rest: [FolderSlug?, Narrowing?]) {
  return ['messages', mailbox ?? null, ...rest] as const;
}

/** What to ask the server for. */
export function messageQuery(
  mailbox: string | undefined,
  folder: FolderSlug,
  { urgent, ...rest }: Narrowing,
): MessageQuery {
  return { mailbox, folder, ...(urgent && { urgent: 'true' }), ...rest };
}

/** The messages of a folder, newest first, page by page; another search keeps the rows of the last until it is there. */
export function useMessages(folder: FolderSlug, search: Search) {
  const mailbox = useMailboxAddress();
  const client = useQueryClient();
  const narrowing = narrowingOf(search);
  const queryKey = messagesKey(mailbox, folder, narrowing);
  const folderKey = JSON.stringify(messagesKey(mailbox, folder));
  return useQuery<Pages>({
    queryKey,
    queryFn: ({ signal }) => freshList({ client, queryKey, query: messageQuery(mailbox, folder, narrowing) }, signal),
    staleTime: FRESH_MILLISECONDS,
    // By place in the list, it would take every row below an arrival for another one.
    structuralSharing: false,
    placeholderData: (last, lastQuery) =>
      JSON.stringify(lastQuery?.queryKey.slice(0, 3)) === folderKey ? last : undefined,
  });
}

/** All that a list holds, for verbs that take all of it; `null` while the server does not say up to where. */
export function everythingOf(
  folder: FolderSlug,
  search: Search,
  { upTo, total }: Pick<MessagePage, 'upTo' | 'total'>,
): Everything | null {
  return upTo === null ? null : { filter: { folder, ...narrowingOf(search), upTo }, total };
}
