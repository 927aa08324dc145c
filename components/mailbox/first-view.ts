'use client';

import { createContext, use } from 'react';
import type { Narrowing } from '#components/messages/search.ts';
import type { MessagePage } from '#lib/api/contract.ts';
import type { FolderSlug } from '#lib/voicemail/folder.ts';
import type { MailboxSummary } from '#lib/voicemail/summary.ts';

/** What the server drew the first page with. */
export interface FirstView {
  summary: MailboxSummary;
  /** `null` where only the browser can say what is asked for. */
  page: MessagePage | null;
  /** Milliseconds since 1970, by the server's clock. */
  seenAt: number;
}

/** The first view if it was there in time, or else the promise of it. */
export interface FirstLook {
  /** As the address bar has it. */
  mailbox: string | undefined;
  folder: FolderSlug;
  narrowing: Narrowing;
  view: FirstView | null;
  late: Promise<FirstView | null> | null;
}

/** What the page is taken over with; `null` where the server saw nothing in time. */
export const FirstLookContext = createContext<FirstLook | null>(null);

/** The counts that the page is taken over with. */
export function useFirstSummary(mailbox: string | undefined): MailboxSummary | undefined {
  const first = use(FirstLookContext);
  return first?.mailbox === mailbox ? first?.view?.summary : undefined;
}
