'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { useMailboxAddress } from '#components/mailbox/use-mailbox.ts';
import { listMessages } from '#lib/api/client.ts';
import type { MessageQuery } from '#lib/api/contract.ts';
import type { FolderSlug } from '#lib/voicemail/folder.ts';

export const FILTERS = ['all', 'new', 'urgent'] as const;
export type Filter = (typeof FILTERS)[number];

const ASKED: Record<Filter, Pick<MessageQuery, 'status' | 'urgent'>> = {
  all: {},
  new: { status: 'new' },
  urgent: { urgent: 'true' },
};

const FRESH_MILLISECONDS = 60_000;

/** Every list of a mailbox, or of one folder of it, in the cache. */
export function messagesKey(mailbox: string | undefined, ...rest: [FolderSlug?, Filter?]) {
  return ['messages', mailbox ?? null, ...rest] as const;
}

/** The messages of a folder, newest first, page by page. */
export function useMessages(folder: FolderSlug, filter: Filter) {
  const mailbox = useMailboxAddress();
  return useInfiniteQuery({
    queryKey: messagesKey(mailbox, folder, filter),
    queryFn: ({ pageParam, signal }) => listMessages({ mailbox, folder, ...ASKED[filter], before: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
    staleTime: FRESH_MILLISECONDS,
  });
}
