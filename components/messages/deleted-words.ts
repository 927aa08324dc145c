import { daysBetween } from '#components/ui/days.ts';
import { count } from '#components/ui/duration.ts';
import type { MailboxSummary } from '#lib/voicemail/summary.ts';

/** How long Deleted keeps what is in it. */
export function keepingWords(deletedDays: number): string {
  if (deletedDays === 0) return 'Messages are kept here until you empty it.';
  return `Messages leave Deleted after ${count(deletedDays, 'day')}.`;
}

/** What the phone still does with a removed message; `null` where it is gone from the phone at once. */
export function phoneWords({ phoneKnown, tidyAfterMinutes }: MailboxSummary): string | null {
  if (phoneKnown || tidyAfterMinutes === 0) return null;
  const minutes = count(tidyAfterMinutes, 'minute');
  return `The phone still offers a removed message among the old ones for up to ${minutes} after the last change; a direct line to the phone system (AMI) would take it away at once.`;
}

/** `Leaves in 12 days`, by the days of the reader's calendar. */
export function leavingWords(purgeDay: string, today: string): string {
  const days = daysBetween(today, purgeDay);
  if (days <= 0) return 'Leaves today';
  return days === 1 ? 'Leaves tomorrow' : `Leaves in ${days} days`;
}
