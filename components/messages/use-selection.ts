'use client';

import { createContext, use, useSyncExternalStore } from 'react';
import type { Message } from '#lib/voicemail/message.ts';
import type { Everything, Target } from './change.ts';
import { chosenOf, everythingUpTo, extended, isChosen, NOTHING, only, type Selection, toggled } from './selection.ts';

/** The list that is shown, as far as choosing in it goes. */
export interface Shown {
  mailbox: string | undefined;
  folder: Message['folder'];
  messages: Message[];
  everything: Everything | null;
}

export interface SelectionState {
  shown: Shown | null;
  selection: Selection;
  /** The chosen ones that are loaded. */
  chosen: Message[];
  /** How many are chosen, loaded or not. */
  count: number;
}

const EMPTY: SelectionState = { shown: null, selection: NOTHING, chosen: [], count: 0 };

/** What is chosen in the list that is shown, for the list, the bulk bar and the keys alike. */
export class ListSelection {
  #state = EMPTY;
  #scope = '';
  #listeners = new Set<() => void>();

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  getState = (): SelectionState => this.#state;

  /** Another folder, mailbox or filter starts with nothing chosen. */
  show(shown: Shown | null): void {
    const scope = scopeOf(shown);
    const isSame = scope === this.#scope;
    this.#scope = scope;
    this.#set(shown, isSame ? this.#state.selection : NOTHING);
  }

  toggle(id: string): void {
    this.#choose(toggled(this.#state.selection, id, this.#order()));
  }

  extend(id: string): void {
    this.#choose(extended(this.#state.selection, id, this.#order()));
  }

  chooseAll(): void {
    const upTo = this.#state.shown?.everything?.filter.upTo;
    this.#choose(upTo ? everythingUpTo(upTo) : only(this.#order()));
  }

  clear(): void {
    this.#choose(NOTHING);
  }

  /** What a verb is for: the chosen ones, or this one where it is not among them. */
  targetFor(message: Message | null): Target | null {
    const { shown, chosen, selection } = this.#state;
    if (!shown) return null;
    const { mailbox, folder, everything } = shown;
    if (message && !isChosen(selection, message.id)) return { mailbox, folder, messages: [message], everything: null };
    if (chosen.length === 0) return null;
    const { upTo } = selection;
    const all = everything && upTo !== null && { filter: { ...everything.filter, upTo }, total: this.#state.count };
    return { mailbox, folder, messages: chosen, everything: all || null };
  }

  #order(): string[] {
    return this.#state.shown?.messages.map(({ id }) => id) ?? [];
  }

  #choose(selection: Selection): void {
    this.#set(this.#state.shown, selection);
  }

  #set(shown: Shown | null, selection: Selection): void {
    const chosen = shown ? chosenOf(selection, shown.messages) : [];
    const isAll = selection.upTo !== null && chosen.length > 0;
    // Whoever takes all of a list away has chosen nothing of what arrives next.
    const kept = chosen.length > 0 ? selection : { ...NOTHING, anchor: selection.anchor };
    const later = (shown?.messages.length ?? 0) - chosen.length;
    const count = isAll ? Math.max(chosen.length, (shown?.everything?.total ?? 0) - later) : chosen.length;
    this.#state = { shown, selection: kept, chosen, count };
    for (const listener of this.#listeners) listener();
  }
}

function scopeOf(shown: Shown | null): string {
  if (!shown) return '';
  const { upTo: _, ...filter } = shown.everything?.filter ?? { upTo: '' };
  return JSON.stringify([shown.mailbox ?? null, shown.folder, filter]);
}

export const SelectionContext = createContext<ListSelection | null>(null);

export function useListSelection(): ListSelection {
  const selection = use(SelectionContext);
  if (!selection) throw new Error('There is no list around');
  return selection;
}

export function useSelectionState<T>(select: (state: SelectionState) => T): T {
  const selection = useListSelection();
  const read = () => select(selection.getState());
  return useSyncExternalStore(selection.subscribe, read, read);
}
