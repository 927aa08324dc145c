'use client';

import { type MutationOptions, type QueryClient, useMutationState, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { summaryKey } from '#components/mailbox/use-mailbox.ts';
import type { Playback } from '#components/player/playback.ts';
import { usePlayback } from '#components/player/playback-context.ts';
import type { ApiError, ApiErrorCode } from '#lib/api/client.ts';
import type { Message } from '#lib/voicemail/message.ts';
import { renameRows, showChange, takeBack } from './cached-lists.ts';
import { type Change, outcomeOf } from './change.ts';
import { journalOf, type Outcome } from './journal.ts';
import { sendChange } from './send-change.ts';
import { messagesKey } from './use-messages.ts';

/** What every change of the page's own is known by. */
export const CHANGES = ['change'];

const GONE: ApiErrorCode[] = ['message-not-found', 'message-id-stale', 'folder-not-found'];

/** Changes messages: shown at once everywhere, taken back where the server refuses, id by id. */
export function useChange(): { mutate: (change: Change) => void } {
  const client = useQueryClient();
  const playback = usePlayback();
  const mutate = useCallback(
    (change: Change) => {
      // Not by an observer: every row of the list would have one.
      const mutation = client.getMutationCache().build(client, changeOptions(client, playback));
      mutation.execute(change).catch(() => undefined);
    },
    [client, playback],
  );
  return { mutate };
}

function changeOptions(client: QueryClient, playback: Playback): MutationOptions<Outcome, ApiError, Change> {
  return {
    mutationKey: CHANGES,
    scope: { id: 'change' },
    mutationFn: (change) => sendChange(journalOf(client), change),
    onMutate: async (change) => {
      await cancelFetches(client, change);
      showChange(client, change);
      noteStatuses(playback, change, change.messages);
    },
    onSuccess: (outcome, change) => {
      journalOf(client).note(change, outcome);
      follow(client, playback, change, outcome);
      refuse(client, playback, change, outcome.failed);
    },
    onError: ({ code }, change) => {
      const failed = change.messages.map(({ id }) => ({ id, code }));
      journalOf(client).note(change, { messages: [], failed });
      refuse(client, playback, change, failed);
    },
    onSettled: (_outcome, _error, { mailbox }) => {
      if (client.isMutating({ mutationKey: CHANGES }) === 1) settle(client, mailbox);
    },
  };
}

export interface FailedChange {
  change: Change;
  /** Those that are where they were, with the reason of the first. */
  messages: Message[];
  error: Pick<ApiError, 'code'>;
}

/** The last change, if the server refused some or all of it. */
export function useFailedChange(): FailedChange | null {
  const changes = useMutationState({
    filters: { mutationKey: CHANGES },
    select: ({ state }) => ({
      error: state.error as ApiError | null,
      outcome: state.data as Outcome | undefined,
      change: state.variables as Change,
    }),
  });
  const last = changes.at(-1);
  if (!last) return null;
  const { change, error, outcome } = last;
  if (error) return { change, messages: change.messages, error };
  const [first] = outcome?.failed ?? [];
  if (!first) return null;
  const refused = new Set(outcome?.failed.map(({ id }) => id));
  return { change, messages: change.messages.filter(({ id }) => refused.has(id)), error: first };
}

async function cancelFetches(client: QueryClient, { mailbox }: Change): Promise<void> {
  await client.cancelQueries({ queryKey: summaryKey(mailbox) });
  // A list that is still empty must go on loading: nothing would start it again.
  await client.cancelQueries({ queryKey: messagesKey(mailbox), predicate: ({ state }) => Boolean(state.data) });
}

function noteStatuses(playback: Playback, { wish }: Change, messages: Message[]): void {
  for (const message of messages) {
    const { status = message.status } = outcomeOf(message, wish) ?? {};
    playback.noteStatus(message.id, status);
  }
}

/** Rows and the player go on with the ids that the messages have now. */
function follow(client: QueryClient, playback: Playback, change: Change, { messages }: Outcome): void {
  if (change.wish.verb === 'mark') return;
  renameRows(
    client,
    change,
    messages.map(({ was: _, ...message }) => message),
  );
  const { track } = playback.getState();
  const now = messages.find(({ id }) => track && id === journalOf(client).currentId(track.message.id));
  if (track && now) playback.noteMoved(track.message.id, now);
  const folders = new Set([...messages.map(({ folder }) => folder), ...(change.everything ? [change.folder] : [])]);
  for (const folder of folders) markStale(client, messagesKey(change.mailbox, folder));
}

function refuse(client: QueryClient, playback: Playback, change: Change, failed: Outcome['failed']): void {
  if (failed.length === 0) return;
  const refused = new Set(failed.map(({ id }) => id));
  const messages = change.messages.filter(({ id }) => refused.has(id));
  takeBack(client, change, messages);
  for (const { id, status } of messages) playback.noteStatus(id, status);
  if (messages.length === change.messages.length) journalOf(client).forget(change);
  if (change.everything || failed.some(({ code }) => GONE.includes(code))) {
    markStale(client, messagesKey(change.mailbox));
  }
}

/** To be fetched again once the last of the changes that wait has been answered. */
function markStale(client: QueryClient, queryKey: readonly unknown[]): void {
  void client.invalidateQueries({ queryKey, refetchType: 'none' });
}

/** The list that is shown keeps its rows: one that was just heard must not leave the filter "New" under the hand. */
function settle(client: QueryClient, mailbox: string | undefined): void {
  const queryKey = messagesKey(mailbox);
  void client.invalidateQueries({ queryKey: summaryKey(mailbox) });
  void client.invalidateQueries({ queryKey, type: 'inactive' });
  void client.refetchQueries({ queryKey, type: 'active', predicate: ({ state }) => state.isInvalidated });
}
