'use client';

import { createContext, use } from 'react';
import type { Narrowing } from '#components/messages/search.ts';
import type { MessagePage, Problem } from '#lib/api/contract.ts';
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

/** The same where it came too late to be drawn, or did not come: then it says why. */
export interface LateView {
  summary: MailboxSummary | Problem;
  page: MessagePage | Problem | null;
}

/** The first view if it was there in time, or else the promise of it, of `null` where the browser is to ask itself. */
export interface FirstLook {
  /** As the address bar has it. */
  mailbox: string | undefined;
  folder: FolderSlug;
  narrowing: Narrowing;
  view: FirstView | null;
  late: Promise<LateView | null> | null;
}

/** What the page is taken over with; `null` where the server saw nothing in time. */
export const FirstLookContext = createContext<FirstLook | null>(null);

/** The counts that the page is taken over with. */
export function useFirstSummary(mailbox: string | undefined): MailboxSummary | undefined {
  const first = use(FirstLookContext);
  return first?.mailbox === mailbox ? first?.view?.summary : undefined;
}
