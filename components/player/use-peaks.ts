'use client';

import { useQuery } from '@tanstack/react-query';
import type { Peaks } from '#lib/api/contract.ts';
import { getPeaks } from '#lib/api/peaks.ts';
import { usePlaybackState } from './playback-context.ts';

/**
 * What is to be drawn of what plays; `null` while that is not known, or where nobody can tell. Asked for when the sound has come: it
 * goes first. An Ogg is decoded by the browser alone.
 */
export function usePeaks(): Peaks | null {
  const track = usePlaybackState((state) => state.track);
  const hasSound = usePlaybackState(({ phase }) => phase === 'playing' || phase === 'paused' || phase === 'ended');
  const { id = '', codec = null } = track?.message ?? {};
  const { data } = useQuery({
    queryKey: ['peaks', track?.mailbox, id],
    queryFn: ({ signal }) => getPeaks(id, track?.mailbox, signal),
    enabled: hasSound && codec !== null && codec !== 'ogg',
    // It never changes, and for want of it nothing fails.
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    retryOnMount: false,
    refetchOnWindowFocus: false,
  });
  return data ?? null;
}
