'use client';

import { useEffect, useState } from 'react';
import { type Clock, clockIn } from './clock.ts';

let readers: Clock | undefined;

/** The clock of the reader's own time zone. */
export function readersClock(): Clock {
  readers ??= clockIn(Intl.DateTimeFormat().resolvedOptions().timeZone);
  return readers;
}

/** The reader's day, `2026-11-22`; turns over at the reader's midnight. */
export function useToday(): string {
  const [today, setToday] = useState(() => readersClock().dayOf(Date.now()));
  useEffect(() => {
    const timer = setInterval(() => setToday(readersClock().dayOf(Date.now())), 30_000);
    return () => clearInterval(timer);
  }, []);
  return today;
}
