'use client';

import { type QueryClient, type QueryState, useQuery, useQueryClient } from '@tanstack/react-query';
import { useSearchParams } from 'next/navigation';
import { useIsHydrated } from '#components/ui/use-is-hydrated.ts';
import { getMailbox } from '#lib/api/client.ts';
import type { FolderSlug } from '#lib/voicemail/folder.ts';
import type { MailboxSummary } from '#lib/voicemail/summary.ts';

/** The mailbox in the address bar; `undefined` is the first one of the sign-in. */
export function useMailboxAddress(): string | undefined {
  return useSearchParams()?.get('mailbox') ?? undefined;
}

/** The path of a folder, in the same mailbox. */
export function folderPath(slug: FolderSlug, mailbox: string | undefined): string {
  return mailbox === undefined ? `/${slug}` : `/${slug}?${new URLSearchParams({ mailbox })}`;
}

export function summaryKey(mailbox: string | undefined) {
  return ['summary', mailbox ?? null] as const;
}

/** Folders, counts, quota and lamp, looked at again when something changed and when the window comes to the front. */
export function useMailbox() {
  const mailbox = useMailboxAddress();
  const client = useQueryClient();
  const isHydrated = useIsHydrated();
  const { data, error, refetch } = useQuery({
    queryKey: summaryKey(mailbox),
    queryFn: async ({ signal }) => {
      const summary = await getMailbox(mailbox, signal);
      reloadChangedFolders(client, mailbox, summary);
      return summary;
    },
    refetchOnWindowFocus: 'always',
  });
  // A folder is taken over after the rail, which may have fetched by then what the server had not when it drew both.
  return { data: isHydrated ? data : undefined, error: isHydrated ? error : null, refetch };
}

/** A list is fetched again only when the counts say that someone else changed its folder: no row moves without cause. */
function reloadChangedFolders(client: QueryClient, mailbox: string | undefined, fresh: MailboxSummary) {
  const known = client.getQueryData<MailboxSummary>(summaryKey(mailbox));
  for (const folder of fresh.folders) {
    const before = known?.folders.find(({ slug }) => slug === folder.slug);
    if (before && JSON.stringify(before) !== JSON.stringify(folder)) {
      const queryKey = ['messages', mailbox ?? null, folder.slug];
      void client.invalidateQueries({ queryKey, predicate: ({ state }) => !isOnItsWay(state) });
    }
  }
}

/** What a hint asked for is newer than the hint. */
function isOnItsWay({ isInvalidated, fetchStatus }: QueryState): boolean {
  return isInvalidated && fetchStatus === 'fetching';
}
