'use client';

import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import type { ApiErrorCode } from '#lib/api/client.ts';
import type { ChangedMessage } from '#lib/api/contract.ts';
import type { Change, Target } from './change.ts';

/** What came of a change. */
export interface Outcome {
  /** As they are now, with the ids they have now. */
  messages: ChangedMessage[];
  /** By the ids that the page knew. */
  failed: { id: string; code: ApiErrorCode }[];
}

/** What the page says, asks, or carries because of changes. */
export interface JournalState {
  toast: Change | null;
  /** The last change that can be taken back, said or not. */
  undoable: Change | null;
  /** To be deleted for good, once the person has said so. */
  question: Target | null;
  /** What is being dragged. */
  dragged: Target | null;
}

/** Remembers what was done, so that it can be said, undone, and followed from id to id. */
export class Journal {
  #state: JournalState = { toast: null, undoable: null, question: null, dragged: null };
  #listeners = new Set<() => void>();
  #outcomes = new WeakMap<Change, Outcome>();
  /** Where a message went: its id before, to its id after. */
  #trail = new Map<string, string>();

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  getState = (): JournalState => this.#state;

  set(change: Partial<JournalState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }

  /** Says a change, which is what Undo is for from now on. */
  say(change: Change): void {
    this.set({ toast: change, undoable: change.wish.verb === 'purge' ? null : change });
  }

  /** A change came to nothing: there is nothing to say or to undo. */
  forget(change: Change): void {
    const { toast, undoable } = this.#state;
    this.set({ toast: toast === change ? null : toast, undoable: undoable === change ? null : undoable });
  }

  note(change: Change, outcome: Outcome): void {
    this.#outcomes.set(change, outcome);
    for (const { was, id } of outcome.messages) {
      // A message that comes back to a place it had before: that place leads nowhere any more.
      this.#trail.delete(id);
      if (was !== id) this.#trail.set(was, id);
    }
    // The toast counts what was really done.
    this.set({});
  }

  outcomeOf(change: Change): Outcome | undefined {
    return this.#outcomes.get(change);
  }

  /** The id that a message has now. */
  currentId(id: string): string {
    let current = id;
    for (let next = this.#trail.get(id); next !== undefined; next = this.#trail.get(current)) current = next;
    return current;
  }
}

const journals = new WeakMap<QueryClient, Journal>();

/** The journal that belongs to a cache. */
export function journalOf(client: QueryClient): Journal {
  const journal = journals.get(client) ?? new Journal();
  journals.set(client, journal);
  return journal;
}

export function useJournal(): Journal {
  return journalOf(useQueryClient());
}

export function useJournalState<T>(select: (state: JournalState) => T): T {
  const journal = useJournal();
  const read = () => select(journal.getState());
  return useSyncExternalStore(journal.subscribe, read, read);
}
