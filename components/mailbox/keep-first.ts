import type { QueryClient } from '@tanstack/react-query';
import { firstPages } from '#components/messages/fresh-list.ts';
import { messageQuery, messagesKey } from '#components/messages/use-messages.ts';
import { ApiError, getMailbox } from '#lib/api/client.ts';
import type { Problem } from '#lib/api/contract.ts';
import type { FirstLook, FirstView } from './first-view.ts';
import { summaryKey } from './use-mailbox.ts';

/** Puts what the server saw into the cache, as old as it is; a browser's clock may be behind, but nothing is seen in the future. */
export function keepFirst(client: QueryClient, { mailbox, folder, narrowing }: FirstLook, view: FirstView): void {
  const updatedAt = Math.min(view.seenAt, Date.now());
  client.setQueryData(summaryKey(mailbox), view.summary, { updatedAt });
  if (!view.page) return;
  client.setQueryData(messagesKey(mailbox, folder, narrowing), asList(view.page), { updatedAt });
}

/** Whoever asks for a first view that is late waits for it, too; if nothing comes of it, it is asked for anew. */
export function awaitFirst(client: QueryClient, { mailbox, folder, narrowing, late }: FirstLook): void {
  if (late === null) return;
  void client.prefetchQuery({
    queryKey: summaryKey(mailbox),
    queryFn: async ({ signal }) => {
      const seen = await late;
      return seen ? orThrow(seen.summary) : getMailbox(mailbox, signal);
    },
  });
  void client.prefetchQuery({
    queryKey: messagesKey(mailbox, folder, narrowing),
    queryFn: async ({ signal }) => {
      const page = (await late)?.page;
      return page ? asList(orThrow(page)) : firstPages(messageQuery(mailbox, folder, narrowing), signal);
    },
  });
}

/** @throws {ApiError} as if the browser had asked itself */
function orThrow<T extends object>(seen: T | Problem): T {
  if ('requestId' in seen) throw new ApiError(seen.code, seen);
  return seen;
}

function asList(page: NonNullable<FirstView['page']>) {
  return { pages: [page], pageParams: [undefined] };
}
