'use client';

import { useEffect, useRef, useState } from 'react';
import { changeSearch, useSearch } from './use-search.ts';

const PAUSE_MILLISECONDS = 250;

/**
 * The text of the search field. What is typed goes to the address bar after a pause, and what comes back from there late
 * never replaces letters that were typed since.
 */
export function useTypedQuery() {
  const { q } = useSearch();
  const [typed, setTyped] = useState<{ text: string; isSent: boolean } | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  if (typed?.isSent && typed.text === q) setTyped(null);

  const send = (text: string) => {
    clearTimeout(timer.current);
    setTyped({ text, isSent: true });
    changeSearch({ q: text });
  };
  const type = (text: string) => {
    clearTimeout(timer.current);
    setTyped({ text, isSent: false });
    timer.current = setTimeout(send, PAUSE_MILLISECONDS, text);
  };
  const flush = () => {
    if (typed && !typed.isSent) send(typed.text);
  };
  return { text: typed?.text ?? q, type, flush, clear: () => send('') };
}
