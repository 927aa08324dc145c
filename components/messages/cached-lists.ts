import type { Query, QueryClient } from '@tanstack/react-query';
import { summaryKey } from '#components/mailbox/use-mailbox.ts';
import type { FolderSlug } from '#lib/voicemail/folder.ts';
import type { Message } from '#lib/voicemail/message.ts';
import type { MailboxSummary } from '#lib/voicemail/summary.ts';
import { type Change, outcomeOf } from './change.ts';
import { journalOf } from './journal.ts';
import { type Pages, pagesWith, pagesWithBack, pagesWithout, summaryWith, summaryWithout } from './optimistic.ts';
import { messagesKey } from './use-messages.ts';

/** Which rows a change took out of which lists, so that they come back where they were and nowhere else. */
const taken = new WeakMap<Change, Map<string, Set<string>>>();

/** Shows a change in every cached list and in the counts, before the server has heard of it. */
export function showChange(client: QueryClient, change: Change): void {
  const after = change.messages.flatMap((message) => outcomeOf(message, change.wish) ?? []);
  if (change.wish.verb === 'mark') replaceRows(client, change.mailbox, after);
  else takeOut(client, change, change.messages);
  if (change.undoes && change.wish.verb !== 'mark') putBack(client, change.undoes, after);
  editSummary(client, change, (summary) => {
    const whole = wholeFolder(change);
    return whole ? summaryWithout(summary, whole, targetOf(change)) : summaryWith(summary, change.messages, after);
  });
}

/** Takes a change back, for those of its messages that the server refused. */
export function takeBack(client: QueryClient, change: Change, refused: Message[]): void {
  const after = refused.flatMap((message) => outcomeOf(message, change.wish) ?? []);
  if (change.wish.verb === 'mark') replaceRows(client, change.mailbox, refused);
  else {
    if (change.undoes) takeOut(client, change, after);
    putBack(client, change, refused);
  }
  editSummary(client, change, (summary) => summaryWith(summary, after, refused));
}

/** Rows that a move brought back carry the ids of the place where they are now. */
export function renameRows(client: QueryClient, { mailbox }: Change, moved: Message[]): void {
  const journal = journalOf(client);
  const byId = new Map(moved.map((message) => [message.id, message]));
  editLists(client, mailbox, (pages) =>
    pagesWith(pages, (row) => {
      const now = byId.get(journal.currentId(row.id));
      return now && now.id !== row.id && now.folder === row.folder ? { ...now, status: row.status } : row;
    }),
  );
}

function replaceRows(client: QueryClient, mailbox: string | undefined, messages: Message[]): void {
  const statuses = new Map(messages.map(({ id, status }) => [id, status]));
  editLists(client, mailbox, (pages) =>
    pagesWith(pages, (row) => {
      const status = statuses.get(row.id);
      return status && status !== row.status ? { ...row, status } : row;
    }),
  );
}

function takeOut(client: QueryClient, change: Change, messages: Message[]): void {
  const journal = journalOf(client);
  const gone = new Set(messages.map(({ id, folder }) => `${folder} ${journal.currentId(id)}`));
  const isGone = ({ id, folder }: Message) => gone.has(`${folder} ${journal.currentId(id)}`);
  const places = taken.get(change) ?? new Map<string, Set<string>>();
  editLists(client, change.mailbox, (pages, hash) => {
    const rows = pages.pages.flatMap((page) => page.messages.filter(isGone));
    if (rows.length > 0) places.set(hash, new Set(rows.map(({ id }) => id)));
    return closed(pagesWithout(pages, isGone), change, rows.length);
  });
  taken.set(change, places);
}

/** What is not loaded of a list goes too: it is not to be asked for while it does. */
function closed(pages: Pages, { everything }: Change, gone: number): Pages {
  if (!everything || gone === 0) return pages;
  return { ...pages, pages: pages.pages.map((page) => ({ ...page, next: null })) };
}

function putBack(client: QueryClient, change: Change, messages: Message[]): void {
  const places = taken.get(change);
  editLists(client, change.mailbox, (pages, hash) => {
    const ids = places?.get(hash);
    return ids
      ? pagesWithBack(
          pages,
          messages.filter(({ id }) => ids.has(id)),
        )
      : pages;
  });
}

function editLists(client: QueryClient, mailbox: string | undefined, edit: (pages: Pages, hash: string) => Pages) {
  for (const query of client.getQueryCache().findAll({ queryKey: messagesKey(mailbox) })) {
    const pages = query.state.data as Pages | undefined;
    const edited = pages && edit(pages, query.queryHash);
    if (edited && edited !== pages) setList(client, query, edited);
  }
}

/** Puts another list into the cache. What was to be fetched again still is. */
export function setList(client: QueryClient, query: Query, list: Pages): void {
  const { isInvalidated, dataUpdatedAt } = query.state;
  client.setQueryData(query.queryKey, list, { updatedAt: dataUpdatedAt });
  if (isInvalidated) query.invalidate();
}

function editSummary(
  client: QueryClient,
  { mailbox }: Change,
  edit: (summary: MailboxSummary | undefined) => MailboxSummary | undefined,
): void {
  client.setQueryData(summaryKey(mailbox), edit);
}

/** The folder that a change takes as a whole. */
function wholeFolder({ everything, undoes, wish }: Change): FolderSlug | null {
  if (!everything || undoes || wish.verb === 'mark' || wish.verb === 'restore') return null;
  const { folder = 'inbox', upTo: _, ...narrowing } = everything.filter;
  return Object.values(narrowing).every((value) => value === undefined) ? folder : null;
}

function targetOf({ wish }: Change): FolderSlug | null {
  return wish.verb === 'move' ? wish.folder : null;
}
