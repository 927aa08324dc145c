'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { summaryKey, useMailboxAddress } from '#components/mailbox/use-mailbox.ts';
import { type ApiError, listMessages, purgeMessages } from '#lib/api/client.ts';
import type { MessagePage, PurgeResult } from '#lib/api/contract.ts';
import { messagesKey } from './use-messages.ts';

/** What Deleted holds now. */
export function useDeleted() {
  const mailbox = useMailboxAddress();
  return useQuery<Pick<MessagePage, 'total' | 'upTo'>, ApiError>({
    queryKey: ['deleted', mailbox ?? null],
    queryFn: ({ signal }) => listMessages({ mailbox, folder: 'deleted', limit: 1 }, signal),
    staleTime: 0,
    gcTime: 0,
  });
}

/** Purges Deleted, all that had arrived there with `upTo`. */
export function useEmptyDeleted() {
  const mailbox = useMailboxAddress();
  const client = useQueryClient();
  return useMutation<PurgeResult, ApiError, string>({
    mutationFn: (upTo) => purgeMessages({ mailbox, filter: { folder: 'deleted', upTo } }),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: messagesKey(mailbox) });
      void client.invalidateQueries({ queryKey: summaryKey(mailbox) });
    },
  });
}
