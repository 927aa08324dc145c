import type { InfiniteData } from '@tanstack/react-query';
import type { MessagePage } from '#lib/api/contract.ts';
import type { FolderSlug } from '#lib/voicemail/folder.ts';
import { type Message, parseMessageId } from '#lib/voicemail/message.ts';
import type { FolderSummary, MailboxSummary } from '#lib/voicemail/summary.ts';

/** One list in the cache. */
export type Pages = InfiniteData<MessagePage, string | undefined>;

/** The list with each message as `fresh` has it; pages that nothing changes in stay the same object. */
export function pagesWith(pages: Pages, fresh: (message: Message) => Message): Pages {
  const after = pages.pages.map((page) => pageWith(page, fresh));
  return after.every((page, index) => page === pages.pages[index]) ? pages : { ...pages, pages: after };
}

function pageWith(page: MessagePage, fresh: (message: Message) => Message): MessagePage {
  const messages = page.messages.map(fresh);
  return messages.every((message, index) => message === page.messages[index]) ? page : { ...page, messages };
}

/** The list without some of its messages. */
export function pagesWithout(pages: Pages, isGone: (message: Message) => boolean): Pages {
  const gone = pages.pages.flatMap(({ messages }) => messages.filter(isGone)).length;
  if (gone === 0) return pages;
  return {
    ...pages,
    pages: pages.pages.map((page) => ({
      ...page,
      messages: page.messages.filter((message) => !isGone(message)),
      total: Math.max(0, page.total - gone),
    })),
  };
}

/** The list with messages back in their places; those that it has already, it has once. */
export function pagesWithBack(pages: Pages, back: Message[]): Pages {
  const known = new Set(pages.pages.flatMap(({ messages }) => messages.map(({ id }) => id)));
  const missing = back.filter(({ id }) => !known.has(id));
  if (missing.length === 0) return pages;
  const withAll = pages.pages.map((page) => ({ ...page, total: page.total + missing.length }));
  return { ...pages, pages: missing.reduce(inserted, withAll) };
}

/** Into the first page that ends below it, or the last one. */
function inserted(pages: MessagePage[], message: Message): MessagePage[] {
  const below = pages.findIndex(({ messages }) => messages.some((other) => byNewest(message, other) < 0));
  const place = below < 0 ? pages.length - 1 : below;
  return pages.map((page, index) =>
    index === place ? { ...page, messages: [...page.messages, message].sort(byNewest) } : page,
  );
}

/** As the server sorts. */
function byNewest(a: Message, b: Message): number {
  return Date.parse(b.receivedAt) - Date.parse(a.receivedAt) || uidOf(b.id) - uidOf(a.id);
}

export function uidOf(id: string): number {
  return parseMessageId(id)?.uid ?? 0;
}

interface Counts {
  new: number;
  old: number;
  urgent: number;
  total: number;
}

/** The counts and the lamp once some messages (`before`) have become others (`after`). The lamp looks at the inbox only. */
export function summaryWith(
  summary: MailboxSummary | undefined,
  before: Message[],
  after: Message[],
): MailboxSummary | undefined {
  if (!summary) return summary;
  const difference = (slug: FolderSlug) => minus(countsIn(after, slug), countsIn(before, slug));
  return summaryPlus(summary, difference);
}

/** The counts and the lamp once a whole folder has gone to another, or for good. */
export function summaryWithout(
  summary: MailboxSummary | undefined,
  folder: FolderSlug,
  into: FolderSlug | null,
): MailboxSummary | undefined {
  const all = summary?.folders.find(({ slug }) => slug === folder);
  if (!summary || !all) return summary;
  return summaryPlus(summary, (slug) => {
    if (slug === folder) return minus(NONE, all);
    return slug === into ? all : NONE;
  });
}

const NONE: Counts = { new: 0, old: 0, urgent: 0, total: 0 };

function summaryPlus(summary: MailboxSummary, difference: (slug: FolderSlug) => Counts): MailboxSummary {
  const folders = summary.folders.map((folder): FolderSummary => plus(folder, difference(folder.slug)));
  const inbox = difference('inbox');
  const lamp = { ...summary.lamp, ...plus({ ...summary.lamp, total: 0 }, inbox) };
  return { ...summary, folders, lamp: { ...withoutTotal(lamp), on: lamp.new > 0 } };
}

function withoutTotal<T extends { total: number }>({ total: _, ...rest }: T): Omit<T, 'total'> {
  return rest;
}

function countsIn(messages: Message[], slug: FolderSlug): Counts {
  const here = messages.filter(({ folder }) => folder === slug);
  const fresh = here.filter(({ status }) => status === 'new');
  return {
    new: fresh.length,
    old: here.length - fresh.length,
    urgent: fresh.filter(({ urgent }) => urgent).length,
    total: here.length,
  };
}

function plus<T extends Counts>(counts: T, more: Counts): T {
  const sum = (name: keyof Counts) => Math.max(0, counts[name] + more[name]);
  return { ...counts, new: sum('new'), old: sum('old'), urgent: sum('urgent'), total: sum('total') };
}

function minus(a: Counts, b: Counts): Counts {
  return { new: a.new - b.new, old: a.old - b.old, urgent: a.urgent - b.urgent, total: a.total - b.total };
}
