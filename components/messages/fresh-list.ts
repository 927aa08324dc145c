import type { QueryClient } from '@tanstack/react-query';
import { ApiError, listChanges, listMessages } from '#lib/api/client.ts';
import type { MessageQuery } from '#lib/api/contract.ts';
import { pagesAfter } from './list-after.ts';
import { type Pages, pagesWith } from './optimistic.ts';

/** As many rows as a page has below the first one, which is to be there soonest. */
export const MORE_ROWS = 200;

interface List {
  client: QueryClient;
  queryKey: readonly unknown[];
  query: MessageQuery;
}

/** A list as the server has it now. Where rows of it are known, the answer brings only those that came since. */
export async function freshList({ client, queryKey, query }: List, signal: AbortSignal): Promise<Pages> {
  const known = client.getQueryData<Pages>(queryKey);
  const [first] = known?.pages ?? [];
  const loadAnew = async (before = known) => withKnownRows(before, await loadPages(query, rowsIn(before), signal));
  if (!known || !first?.upTo || first.indexing) return loadAnew();
  const through = known.pages.at(-1)?.next ?? undefined;
  try {
    const changes = await listChanges({ ...query, through, upTo: first.upTo }, signal);
    // Meanwhile a page may have come in below.
    const now = client.getQueryData<Pages>(queryKey) ?? known;
    return pagesAfter(now, known.pages.length, changes) ?? (await loadAnew(now));
  } catch (error) {
    const isNumberedAnew = error instanceof ApiError && error.code === 'message-id-stale';
    if (isNumberedAnew) return firstPages(query, signal);
    throw error;
  }
}

/** The first page of a list. */
export function firstPages(query: MessageQuery, signal: AbortSignal): Promise<Pages> {
  return loadPages(query, 0, signal);
}

/** From the top, at least as many rows as there were; the first page in any case. */
async function loadPages(query: MessageQuery, rows: number, signal: AbortSignal): Promise<Pages> {
  let page = await listMessages(query, signal);
  const list: Pages = { pages: [page], pageParams: [undefined] };
  while (page.next !== null && rowsIn(list) < rows) {
    const before = page.next;
    page = await listMessages({ ...query, before, limit: MORE_ROWS }, signal);
    list.pages.push(page);
    list.pageParams.push(before);
  }
  return list;
}

/** Rows that are as they were stay the same objects: they are not drawn anew. */
function withKnownRows(before: Pages | undefined, after: Pages): Pages {
  const known = new Map(before?.pages.flatMap(({ messages }) => messages.map((message) => [message.id, message])));
  return pagesWith(after, (message) => {
    const row = known.get(message.id);
    return row && JSON.stringify(row) === JSON.stringify(message) ? row : message;
  });
}

function rowsIn(list: Pages | undefined): number {
  return list?.pages.reduce((rows, { messages }) => rows + messages.length, 0) ?? 0;
}
