'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMailboxAddress } from '#components/mailbox/use-mailbox.ts';
import {
  greetingBytes,
  listGreetings,
  type NewGreeting,
  putGreeting,
  removeGreeting,
} from '#lib/api/greeting-calls.ts';
import type { GreetingList } from '#lib/api/greeting-contract.ts';
import type { GreetingKind } from '#lib/voicemail/greeting.ts';
import { decodeAt } from './take.ts';

export type Greeting = GreetingList['greetings'][number];

const greetingsKey = (mailbox: string | undefined) => ['greetings', mailbox ?? null] as const;

/** What a telephone hears: a greeting is decoded as it is stored. */
const TELEPHONE_HZ = 8000;
/** A timer of the browser holds no more. */
const MOST_MS = 2_000_000_000;
/** The portal's own timer takes a greeting out. */
const AFTER_END_MS = 3000;

/** The greetings of the mailbox; looked at again when one ends, and when the window comes to the front. */
export function useGreetings() {
  const mailbox = useMailboxAddress();
  return useQuery({
    queryKey: greetingsKey(mailbox),
    queryFn: ({ signal }) => listGreetings(mailbox, signal),
    refetchOnWindowFocus: 'always',
    refetchInterval: ({ state }) => untilEnd(state.data),
  });
}

function untilEnd(list: GreetingList | undefined): number | false {
  const endsAt = list?.greetings.find((greeting) => greeting.endsAt !== null)?.endsAt;
  return endsAt ? Math.min(MOST_MS, Math.max(0, Date.parse(endsAt) - Date.now()) + AFTER_END_MS) : false;
}

/** A stored greeting as samples. It is fetched once: whatever is recorded anew has another time. */
export function useGreetingSound({ kind, recordedAt }: Greeting) {
  const mailbox = useMailboxAddress();
  return useQuery({
    queryKey: ['greeting-sound', mailbox ?? null, kind, recordedAt],
    queryFn: async ({ signal }) => decodeAt(TELEPHONE_HZ, await greetingBytes(kind, mailbox, signal)),
    staleTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
  });
}

/** Stores a greeting. After a failure the page looks at what callers hear now. */
export function useSave() {
  const mailbox = useMailboxAddress();
  const note = useNote(mailbox);
  return useMutation({ mutationFn: (greeting: NewGreeting) => putGreeting(greeting, mailbox), ...note });
}

export function useRemove() {
  const mailbox = useMailboxAddress();
  const note = useNote(mailbox);
  return useMutation({ mutationFn: (kind: GreetingKind) => removeGreeting(kind, mailbox), ...note });
}

function useNote(mailbox: string | undefined) {
  const client = useQueryClient();
  const queryKey = greetingsKey(mailbox);
  return {
    onSuccess: (list: GreetingList) => {
      client.setQueryData(queryKey, list);
    },
    onError: () => void client.invalidateQueries({ queryKey }),
  };
}
