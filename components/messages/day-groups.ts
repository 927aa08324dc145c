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
    const day = dayOf(message, clock);
    const last = groups.at(-1);
    if (last?.day === day) last.messages.push(message);
    else groups.push({ day, firstIndex: index, messages: [message] });
  }
  return groups;
}

const days = new WeakMap<Clock, WeakMap<Message, string>>();

/** A list of thousands is cut anew whenever a row of it changes, and calendars are slow. */
function dayOf(message: Message, clock: Clock): string {
  const known = days.get(clock) ?? new WeakMap<Message, string>();
  days.set(clock, known);
  const day = known.get(message) ?? clock.dayOf(message.receivedAt);
  known.set(message, day);
  return day;
}
