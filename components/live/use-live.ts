'use client';

import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { type LiveState, LiveStream } from './live-stream.ts';

const streams = new WeakMap<QueryClient, LiveStream>();

/** The stream that keeps a cache fresh. */
export function liveOf(client: QueryClient): LiveStream {
  const stream = streams.get(client) ?? new LiveStream();
  streams.set(client, stream);
  return stream;
}

export function useLiveState<T>(select: (state: LiveState) => T): T {
  const stream = liveOf(useQueryClient());
  const read = () => select(stream.getState());
  return useSyncExternalStore(stream.subscribe, read, read);
}
