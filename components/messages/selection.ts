import type { Message } from '#lib/voicemail/message.ts';
import { uidOf } from './optimistic.ts';

/** Which rows of one list are chosen: by id, or all up to the newest that the person has seen. */
export interface Selection {
  ids: ReadonlySet<string>;
  /** Where a range starts. */
  anchor: string | null;
  /** The newest of all, when all are chosen. */
  upTo: string | null;
}

export const NOTHING: Selection = { ids: new Set(), anchor: null, upTo: null };

/** Whether a row is chosen. What arrived after "Select all" is not. */
export function isChosen({ ids, upTo }: Selection, id: string): boolean {
  return upTo === null ? ids.has(id) : uidOf(id) <= uidOf(upTo);
}

/** The chosen ones of a list; what has left the list is not chosen any more. */
export function chosenOf(selection: Selection, messages: Message[]): Message[] {
  return messages.filter(({ id }) => isChosen(selection, id));
}

/** Chooses a row, or no longer. Of "all" what is loaded stays, but for this one. */
export function toggled(selection: Selection, id: string, order: string[]): Selection {
  const ids = new Set(selection.upTo === null ? selection.ids : order.filter((each) => isChosen(selection, each)));
  if (!ids.delete(id)) ids.add(id);
  return { ids, anchor: id, upTo: null };
}

/** Chooses every row from the last one that was pressed to this one. */
export function extended(selection: Selection, id: string, order: string[]): Selection {
  const [start, end] = [order.indexOf(selection.anchor ?? id), order.indexOf(id)];
  if (selection.upTo !== null || start < 0 || end < 0) return toggled(selection, id, order);
  const range = order.slice(Math.min(start, end), Math.max(start, end) + 1);
  return { ids: new Set([...selection.ids, ...range]), anchor: selection.anchor ?? id, upTo: null };
}

export function everythingUpTo(upTo: string): Selection {
  return { ids: new Set(), anchor: null, upTo };
}

export function only(ids: string[]): Selection {
  return { ids: new Set(ids), anchor: null, upTo: null };
}

/** The row to go on with when one leaves, maybe with others: the next one that stays, else the one before. */
export function neighbourOf(leaving: string, order: string[], stays: ReadonlySet<string>): string | null {
  const place = order.indexOf(leaving);
  const isHere = (id: string) => stays.has(id);
  return order.slice(place + 1).find(isHere) ?? order.slice(0, Math.max(0, place)).findLast(isHere) ?? null;
}
