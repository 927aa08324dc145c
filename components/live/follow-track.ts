import type { QueryClient } from '@tanstack/react-query';
import type { Pages } from '#components/messages/optimistic.ts';
import { CHANGES } from '#components/messages/use-change.ts';
import { messagesKey } from '#components/messages/use-messages.ts';
import type { Playback } from '#components/player/playback.ts';
import { type ApiErrorCode, recordingProblem, recordingUrl } from '#lib/api/client.ts';

const GONE: ApiErrorCode[] = ['message-not-found', 'message-id-stale'];

/** Tells the player what became of its message elsewhere. It plays on whatever that is. */
export async function followTrack(client: QueryClient, playback: Playback): Promise<void> {
  const { track, isGone } = playback.getState();
  if (!track || isGone) return;
  const { message, mailbox } = track;
  const row = rowOf(client, messagesKey(mailbox, message.folder), message.id);
  if (row) {
    if (!isChanging(client)) playback.noteStatus(message.id, row.status);
    return;
  }
  // A change of the page's own gives it another id: the old one leads nowhere while the answer is on its way.
  if (isChanging(client)) return;
  const problem = await recordingProblem(recordingUrl(message.id, mailbox));
  if (problem && GONE.includes(problem.code) && !isChanging(client)) playback.noteGone(message.id);
}

function isChanging(client: QueryClient): boolean {
  return client.isMutating({ mutationKey: CHANGES }) > 0;
}

function rowOf(client: QueryClient, queryKey: readonly unknown[], id: string) {
  const fresh = client.getQueryCache().findAll({ queryKey, predicate: ({ state }) => !state.isInvalidated });
  const pages = fresh.flatMap(({ state }) => (state.data as Pages | undefined)?.pages ?? []);
  return pages.flatMap(({ messages }) => messages).find((message) => message.id === id);
}
