'use client';

import { createContext, use, useSyncExternalStore } from 'react';
import { type Clock, clockIn } from './clock.ts';

/** The clock that the server drew the page by, and its day. */
export interface ServersClock {
  clock: Clock;
  today: string;
}

/** What the page is taken over with, before the reader's own clock is looked at. */
export const ServersClockContext = createContext<ServersClock | null>(null);

let readers: Clock | undefined;

/** The clock of the reader's own time zone. Only the browser knows it. */
export function readersClock(): Clock {
  readers ??= clockIn(Intl.DateTimeFormat().resolvedOptions().timeZone);
  return readers;
}

const never = () => () => undefined;

/** The reader's clock, for what the server draws too. */
export function useClock(): Clock {
  const servers = use(ServersClockContext);
  return useSyncExternalStore(never, readersClock, () => servers?.clock ?? readersClock());
}

const readersDay = () => readersClock().dayOf(Date.now());

/** The reader's day, `2026-11-22`; turns over at the reader's midnight. */
export function useToday(): string {
  const servers = use(ServersClockContext);
  return useSyncExternalStore(watchDay, readersDay, () => servers?.today ?? readersDay());
}

function watchDay(onChange: () => void): () => void {
  const timer = setInterval(onChange, 30_000);
  return () => clearInterval(timer);
}
