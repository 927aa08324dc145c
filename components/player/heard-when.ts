import type { QueryClient } from '@tanstack/react-query';
import { summaryKey } from '#components/mailbox/use-mailbox.ts';
import type { MailboxSummary } from '#lib/voicemail/summary.ts';

const CHOICES = ['start', 'seconds', 'end', 'hand'] as const;

/** When a message counts as heard: as its sound starts (as on the phone), after some seconds, at its end, or by hand alone. */
export type HeardWhen = (typeof CHOICES)[number];

/** Where the choice of a person is kept in this browser, which others may use too: a person is the first of their mailboxes. */
function keyOf(client: QueryClient, mailbox: string | undefined): string {
  const summary = client.getQueryData<MailboxSummary>(summaryKey(mailbox));
  return `lamplight.heard ${summary?.mailboxes[0] ?? ''}`;
}

export function heardWhen(client: QueryClient, mailbox: string | undefined): HeardWhen {
  const chosen = localStorage.getItem(keyOf(client, mailbox));
  return CHOICES.find((choice) => choice === chosen) ?? 'start';
}

export function chooseHeardWhen(client: QueryClient, mailbox: string | undefined, when: HeardWhen): void {
  localStorage.setItem(keyOf(client, mailbox), when);
}
