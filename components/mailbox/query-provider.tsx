'use client';

import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { ApiError } from '#lib/api/client.ts';
import { leaveToSignIn } from './sign-in-path.ts';

/** The cache of everything the page has fetched. It retries nothing by itself: whoever shows a failure says when. */
export function QueryProvider({ children }: { children: ReactNode }) {
  const [client] = useState(makeClient);
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}

function makeClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: leaveWhenSignedOut }),
    mutationCache: new MutationCache({ onError: leaveWhenSignedOut }),
    defaultOptions: {
      queries: { retry: false, refetchOnWindowFocus: false, networkMode: 'always' },
      mutations: { networkMode: 'always' },
    },
  });
}

function leaveWhenSignedOut(error: Error): void {
  const isSignedOut = error instanceof ApiError && error.status === 401;
  if (isSignedOut) leaveToSignIn();
}
