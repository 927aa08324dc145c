'use client';

import { type QueryClient, useMutation, useMutationState, useQueryClient } from '@tanstack/react-query';
import { summaryKey } from '#components/mailbox/use-mailbox.ts';
import type { Playback } from '#components/player/playback.ts';
import { usePlayback } from '#components/player/playback-context.ts';
import { ApiError, type ApiErrorCode, changeMessages } from '#lib/api/client.ts';
import type { Message, Status } from '#lib/voicemail/message.ts';
import type { MailboxSummary } from '#lib/voicemail/summary.ts';
import { pagesWithStatus, summaryWithStatus } from './optimistic.ts';
import { messagesKey } from './use-messages.ts';

export interface StatusChange {
  /** As it was before. */
  message: Message;
  mailbox: string | undefined;
  status: Status;
}

const CHANGES = ['change-status'];

const GONE: ApiErrorCode[] = ['message-not-found', 'message-id-stale', 'folder-not-found'];

/** Marks a message heard or new: shown at once everywhere, taken back where the server refuses. */
export function useStatusChange() {
  const client = useQueryClient();
  const playback = usePlayback();
  return useMutation<void, ApiError, StatusChange>({
    mutationKey: CHANGES,
    scope: { id: 'change-status' },
    mutationFn: send,
    onMutate: async (change) => {
      await client.cancelQueries({ queryKey: summaryKey(change.mailbox) });
      // A list that is still empty must go on loading: nothing would start it again.
      await client.cancelQueries({
        queryKey: messagesKey(change.mailbox),
        predicate: ({ state }) => Boolean(state.data),
      });
      show(client, playback, change);
    },
    onError: (error, change) => {
      show(client, playback, inverse(change));
      if (GONE.includes(error.code)) void client.invalidateQueries({ queryKey: messagesKey(change.mailbox) });
    },
    onSettled: (_result, _error, { mailbox }) => {
      if (client.isMutating({ mutationKey: CHANGES }) === 1) settle(client, mailbox);
    },
  });
}

/** The last change, if it failed, and a way to send it again. */
export function useFailedChange() {
  const { mutate } = useStatusChange();
  const changes = useMutationState({
    filters: { mutationKey: CHANGES },
    select: ({ state }) => ({ error: state.error as ApiError | null, change: state.variables as StatusChange }),
  });
  const last = changes.at(-1);
  if (!last?.error) return null;
  return { change: last.change, error: last.error, sendAgain: () => mutate(last.change) };
}

async function send({ message, mailbox, status }: StatusChange): Promise<void> {
  const { failed } = await changeMessages({ mailbox, ids: [message.id], status });
  const [failure] = failed;
  if (failure) throw new ApiError(failure.code);
}

function show(client: QueryClient, playback: Playback, { message, mailbox, status }: StatusChange): void {
  client.setQueriesData({ queryKey: messagesKey(mailbox) }, (pages: Parameters<typeof pagesWithStatus>[0]) =>
    pagesWithStatus(pages, message.id, status),
  );
  client.setQueryData(summaryKey(mailbox), (summary: MailboxSummary | undefined) =>
    summaryWithStatus(summary, message, status),
  );
  playback.noteStatus(message.id, status);
}

/** The list that is shown keeps its rows: one that was just heard must not leave the filter "New" under the hand. */
function settle(client: QueryClient, mailbox: string | undefined): void {
  const queryKey = messagesKey(mailbox);
  void client.invalidateQueries({ queryKey: summaryKey(mailbox) });
  void client.invalidateQueries({ queryKey, type: 'inactive' });
  void client.refetchQueries({ queryKey, type: 'active', predicate: ({ state }) => state.isInvalidated });
}

function inverse({ message, mailbox, status }: StatusChange): StatusChange {
  return { message: { ...message, status }, mailbox, status: message.status };
}
