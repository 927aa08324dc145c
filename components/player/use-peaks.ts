'use client';

import { useIsMutating, useQuery, useQueryClient } from '@tanstack/react-query';
import { CHANGES } from '#components/messages/use-change.ts';
import { getPeaks } from '#lib/api/peaks.ts';
import type { Peaks } from '#lib/api/sound-contract.ts';
import { usePlaybackState } from './playback-context.ts';

/**
 * What is to be drawn of what plays; `null` while that is not known, or where nobody can tell. Asked for when the sound has come: it
 * goes first. An Ogg is decoded by the browser alone.
 */
export function usePeaks(): Peaks | null {
  const track = usePlaybackState((state) => state.track);
  const hasSound = usePlaybackState(({ phase }) => phase === 'playing' || phase === 'paused' || phase === 'ended');
  // A message that is being moved is known by another id a moment later.
  const isChanging = useIsMutating({ mutationKey: CHANGES }) > 0;
  const client = useQueryClient();
  const { id = '', asteriskId = null, codec = null } = track?.message ?? {};
  const sameSound = ['peaks', track?.mailbox, asteriskId ?? id];
  const { data } = useQuery({
    queryKey: [...sameSound, id],
    queryFn: ({ signal }) => getPeaks(id, track?.mailbox, signal),
    enabled: hasSound && !isChanging && codec !== null && codec !== 'ogg',
    // A message that was moved sounds as before.
    initialData: () => client.getQueriesData<Peaks>({ queryKey: sameSound }).find(([, known]) => known)?.[1],
    // It never changes, and for want of it nothing fails.
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    retryOnMount: false,
    refetchOnWindowFocus: false,
  });
  return data ?? null;
}
