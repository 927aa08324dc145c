import type { QueryClient } from '@tanstack/react-query';
import { summaryKey } from '#components/mailbox/use-mailbox.ts';
import type { MailboxSummary } from '#lib/voicemail/summary.ts';
import { heardChoices } from './heard-key.ts';

const CHOICES = ['start', 'seconds', 'end', 'hand'] as const;

/** When a message counts as heard: as its sound starts (as on the phone), after some seconds, at its end, or by hand alone. */
export type HeardWhen = (typeof CHOICES)[number];

/** This browser may be used by others, too: a person is the first of their mailboxes. */
function personOf(client: QueryClient, mailbox: string | undefined): string {
  return client.getQueryData<MailboxSummary>(summaryKey(mailbox))?.mailboxes[0] ?? '';
}

/** What was chosen here, by person. */
function choices(): Record<string, unknown> {
  try {
    return Object(JSON.parse(heardChoices.read() ?? '{}'));
  } catch {
    return {};
  }
}

export function heardWhen(client: QueryClient, mailbox: string | undefined): HeardWhen {
  const chosen = choices()[personOf(client, mailbox)];
  return CHOICES.find((choice) => choice === chosen) ?? 'start';
}

export function chooseHeardWhen(client: QueryClient, mailbox: string | undefined, when: HeardWhen): void {
  heardChoices.keep(JSON.stringify({ ...choices(), [personOf(client, mailbox)]: when }));
}
