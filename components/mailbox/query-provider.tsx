'use client';

import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useLayoutEffect, useState } from 'react';
import { ApiError } from '#lib/api/client.ts';
import { type FirstLook, FirstLookContext } from './first-view.ts';
import { awaitFirst, keepFirst } from './keep-first.ts';
import { leaveToSignIn } from './sign-in-path.ts';

interface QueryProviderProps {
  first: FirstLook | null;
  children: ReactNode;
}

/** The cache of everything the page has fetched. It retries nothing by itself: whoever shows a failure says when. */
export function QueryProvider({ first, children }: QueryProviderProps) {
  const [client] = useState(() => makeClient(first));
  // Those below ask in effects, which come after layout effects.
  useLayoutEffect(() => (first ? awaitFirst(client, first) : undefined), [client, first]);
  return (
    <QueryClientProvider client={client}>
      <FirstLookContext value={first}>{children}</FirstLookContext>
    </QueryClientProvider>
  );
}

function makeClient(first: FirstLook | null): QueryClient {
  const client = new QueryClient({
    queryCache: new QueryCache({ onError: leaveWhenSignedOut }),
    mutationCache: new MutationCache({ onError: leaveWhenSignedOut }),
    defaultOptions: {
      queries: { retry: false, refetchOnWindowFocus: false, networkMode: 'always' },
      mutations: { networkMode: 'always' },
    },
  });
  if (first?.view) keepFirst(client, first, first.view);
  return client;
}

function leaveWhenSignedOut(error: Error): void {
  const isSignedOut = error instanceof ApiError && error.status === 401;
  if (isSignedOut) leaveToSignIn();
}
