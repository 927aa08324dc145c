'use client';

import { useSearchParams } from 'next/navigation';
import { useEffect } from 'react';
import type { Message } from '#lib/voicemail/message.ts';
import type { RowFocus } from './row-focus.ts';

const PARAMETER = 'message';

/** The id of the row that the address asks for, as after signing in again. */
export function useWantedRow(): string | null {
  return useSearchParams()?.get(PARAMETER) ?? null;
}

/** The address of a page that leads to a row of it. */
export function withWantedRow(path: string, id: string): string {
  const url = new URL(path, location.origin);
  url.searchParams.set(PARAMETER, id);
  return url.pathname + url.search;
}

/** Leads to the row that is asked for, as soon as it is there; then the address asks no more. */
export function useFocusOnWanted({ focus }: RowFocus, messages: Message[]): void {
  const wanted = useWantedRow();
  const isThere = wanted !== null && messages.some(({ id }) => id === wanted);
  useEffect(() => {
    if (wanted === null || !isThere) return;
    focus(wanted);
    const url = new URL(location.href);
    url.searchParams.delete(PARAMETER);
    history.replaceState(null, '', url);
  }, [wanted, isThere, focus]);
}
