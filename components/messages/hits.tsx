'use client';

import { useQueries } from '@tanstack/react-query';
import { PageLink } from '#components/mailbox/page-link.tsx';
import { useMailbox, useMailboxAddress } from '#components/mailbox/use-mailbox.ts';
import { count } from '#components/ui/duration.ts';
import { listMessages } from '#lib/api/client.ts';
import type { FolderSlug } from '#lib/voicemail/folder.ts';
import { narrowingOf, type Search, writeSearch } from './search.ts';
import { messageQuery, messagesKey } from './use-messages.ts';

interface HitsProps {
  folder: FolderSlug;
  search: Search;
}

/** Where else something was found. */
export function Hits({ folder, search }: HitsProps) {
  const hits = useHits(folder, search);
  const found = hits.filter(({ total }) => total > 0);
  const failed = hits.filter(({ isError }) => isError);
  const isLooking = hits.some(({ isPending }) => isPending);
  return (
    <div role="status" className="grid justify-items-center gap-2">
      {found.length > 0 && (
        <ul className="grid w-full min-w-60 gap-px">
          {found.map(({ name, path, total }) => (
            <li key={path}>
              <PageLink href={path} className="flex h-11 items-center gap-6 rounded-md px-3 font-medium hover:bg-hover">
                {name}
                <span className="ml-auto text-sm text-ink-3 tabular-nums">{count(total, 'message')}</span>
              </PageLink>
            </li>
          ))}
        </ul>
      )}
      {isLooking && <p className="text-ink-3">Looking…</p>}
      {!isLooking && found.length === 0 && failed.length === 0 && (
        <p className="text-ink-2">Nor in any other folder.</p>
      )}
      {failed.length > 0 && (
        <p className="text-ink-2">
          Could not look in {failed.map(({ name }) => name).join(', ')}. Try again in a minute.
        </p>
      )}
    </div>
  );
}

/** How many messages each other folder has of what is searched for. */
function useHits(folder: FolderSlug, search: Search) {
  const mailbox = useMailboxAddress();
  const { data } = useMailbox();
  const folders = (data?.folders ?? []).filter(({ slug, total }) => slug !== folder && total > 0);
  const narrowing = narrowingOf(search);
  const answers = useQueries({
    queries: folders.map(({ slug }) => ({
      queryKey: ['hits', ...messagesKey(mailbox, slug, narrowing)],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        listMessages({ ...messageQuery(mailbox, slug, narrowing), limit: 1 }, signal),
    })),
  });
  return folders.map(({ slug, name }, index) => {
    const { data: page, isPending = false, isError = false } = answers[index] ?? {};
    return { name, path: searchPath(slug, mailbox, search), total: page?.total ?? 0, isPending, isError };
  });
}

function searchPath(slug: FolderSlug, mailbox: string | undefined, search: Search): string {
  const params = new URLSearchParams(mailbox === undefined ? {} : { mailbox });
  writeSearch(params, search);
  return `/${slug}?${params}`;
}
