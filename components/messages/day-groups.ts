import type { Clock } from '#components/ui/clock.ts';
import type { Message } from '#lib/voicemail/message.ts';

/** Messages of one calendar day, one after the other in the list. */
export interface DayGroup {
  /** `2026-11-22`, in the reader's zone. */
  day: string;
  /** The place of the first one in the whole list. */
  firstIndex: number;
  messages: Message[];
}

/** Cuts a list, newest first, at the reader's midnights. */
export function groupByDay(messages: Message[], clock: Clock): DayGroup[] {
  const groups: DayGroup[] = [];
  for (const [index, message] of messages.entries()) {
    const day = clock.dayOf(message.receivedAt);
    const last = groups.at(-1);
    if (last?.day === day) last.messages.push(message);
    else groups.push({ day, firstIndex: index, messages: [message] });
  }
  return groups;
}
