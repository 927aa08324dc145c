import type { InfiniteData } from '@tanstack/react-query';
import type { MessagePage } from '#lib/api/contract.ts';
import type { Message, Status } from '#lib/voicemail/message.ts';
import type { MailboxSummary } from '#lib/voicemail/summary.ts';

type Pages = InfiniteData<MessagePage, string | undefined>;

/** The loaded pages with one message marked, where it is among them. */
export function pagesWithStatus(pages: Pages | undefined, id: string, status: Status): Pages | undefined {
  return pages && { ...pages, pages: pages.pages.map((page) => pageWithStatus(page, id, status)) };
}

function pageWithStatus(page: MessagePage, id: string, status: Status): MessagePage {
  if (!page.messages.some((message) => message.id === id)) return page;
  const messages = page.messages.map((message) => (message.id === id ? { ...message, status } : message));
  return { ...page, messages };
}

/** The counts and the lamp as they will be once `message` has another status. The lamp looks at the inbox only. */
export function summaryWithStatus(
  summary: MailboxSummary | undefined,
  message: Message,
  status: Status,
): MailboxSummary | undefined {
  if (!summary || message.status === status) return summary;
  const step = status === 'new' ? 1 : -1;
  const folders = summary.folders.map((folder) =>
    folder.slug === message.folder ? counted(folder, step, message.urgent) : folder,
  );
  if (message.folder !== 'inbox') return { ...summary, folders };
  const lamp = counted(summary.lamp, step, message.urgent);
  return { ...summary, folders, lamp: { ...lamp, on: lamp.new > 0 } };
}

function counted<T extends { new: number; old: number; urgent: number }>(counts: T, step: 1 | -1, urgent: boolean): T {
  return {
    ...counts,
    new: Math.max(0, counts.new + step),
    old: Math.max(0, counts.old - step),
    urgent: urgent ? Math.max(0, counts.urgent + step) : counts.urgent,
  };
}
