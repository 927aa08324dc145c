'use client';

import { type QueryClient, type QueryState, useQuery, useQueryClient } from '@tanstack/react-query';
import { useSearchParams } from 'next/navigation';
import { useIsHydrated } from '#components/ui/use-is-hydrated.ts';
import { getMailbox } from '#lib/api/client.ts';
import type { FolderSlug } from '#lib/voicemail/folder.ts';
import type { MailboxSummary } from '#lib/voicemail/summary.ts';
import { useFirstSummary } from './first-view.ts';

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

/** Long enough for the page to be taken over as it came; a hint asks for the counts whatever their age. */
const FRESH_MILLISECONDS = 10_000;

/** Folders, counts, quota and lamp, looked at again when something changed and when the window comes to the front. */
export function useMailbox() {
  const mailbox = useMailboxAddress();
  const client = useQueryClient();
  const isHydrated = useIsHydrated();
  const first = useFirstSummary(mailbox);
  const { data, error, refetch } = useQuery({
    queryKey: summaryKey(mailbox),
    queryFn: async ({ signal }) => {
      const summary = await getMailbox(mailbox, signal);
      reloadChangedFolders(client, mailbox, summary);
      return summary;
    },
    staleTime: FRESH_MILLISECONDS,
    refetchOnWindowFocus: 'always',
  });
  // What the server drew is taken over as it drew it, whatever is known by then.
  return { data: isHydrated ? data : first, error: isHydrated ? error : null, refetch };
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
