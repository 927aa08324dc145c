import { SearchParamsContext } from 'next/dist/shared/lib/hooks-client-context.shared-runtime.js';
import { type ReactNode, useEffect, useState } from 'react';

/** Lets parts of the page see the address bar as Next does: after a change, and not at once. */
export function AddressBar({ children, delayMs = 0 }: { children: ReactNode; delayMs?: number }) {
  const [search, setSearch] = useState(location.search);
  useEffect(() => {
    const replaceState = history.replaceState.bind(history);
    const note = () => {
      const seen = location.search;
      setTimeout(() => setSearch(seen), delayMs);
    };
    history.replaceState = (...change) => {
      replaceState(...change);
      note();
    };
    addEventListener('popstate', note);
    return () => {
      history.replaceState = replaceState;
      removeEventListener('popstate', note);
    };
  }, [delayMs]);
  return <SearchParamsContext value={new URLSearchParams(search)}>{children}</SearchParamsContext>;
}
