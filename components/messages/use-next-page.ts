'use client';

import { type Query, type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import { useMailboxAddress } from '#components/mailbox/use-mailbox.ts';
import { listMessages } from '#lib/api/client.ts';
import type { MessagePage } from '#lib/api/contract.ts';
import type { FolderSlug } from '#lib/voicemail/folder.ts';
import { setList } from './cached-lists.ts';
import { MORE_ROWS } from './fresh-list.ts';
import type { Pages } from './optimistic.ts';
import { narrowingOf, type Search } from './search.ts';
import { messageQuery, messagesKey } from './use-messages.ts';

/** Loads what stands below the rows of a list: one page at a time, and after a failure only when asked to. */
export function useNextPage(folder: FolderSlug, search: Search, list: Pages | undefined) {
  const mailbox = useMailboxAddress();
  const client = useQueryClient();
  const [failedAt, setFailedAt] = useState<string | null>(null);
  const loading = useRef<string | null>(null);
  const before = list?.pages.at(-1)?.next ?? null;
  const narrowing = JSON.stringify(narrowingOf(search));
  const load = useCallback(async () => {
    if (before === null || loading.current === before) return;
    loading.current = before;
    setFailedAt(null);
    const known = JSON.parse(narrowing);
    const query = { ...messageQuery(mailbox, folder, known), before, limit: MORE_ROWS };
    const queryKey = messagesKey(mailbox, folder, known);
    try {
      const page = await client.fetchQuery({
        queryKey: ['page', ...queryKey, before],
        queryFn: ({ signal }) => listMessages(query, signal),
        gcTime: 0,
      });
      append(client, queryKey, before, page);
    } catch {
      setFailedAt(before);
    }
    loading.current = null;
  }, [client, mailbox, folder, narrowing, before]);
  const hasFailed = failedAt !== null && failedAt === before;
  const onNearEnd = useCallback(() => {
    if (!hasFailed) void load();
  }, [hasFailed, load]);
  return { hasNext: before !== null, hasFailed, load, onNearEnd };
}

/** Below the row that it was asked for. Where the list ends elsewhere by now, what has come is of no use. */
function append(client: QueryClient, queryKey: readonly unknown[], before: string, page: MessagePage): void {
  const query = client.getQueryCache().find<Pages>({ queryKey, exact: true });
  const list = query?.state.data;
  if (!query || list?.pages.at(-1)?.next !== before) return;
  setList(client, query as Query, { pages: [...list.pages, page], pageParams: [...list.pageParams, before] });
}
