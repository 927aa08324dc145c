'use client';

import { useEffect } from 'react';
import { sitePath } from '#lib/api/site-path.ts';
import { litIcon } from './lit-icon.ts';

interface TabTitleProps {
  /** What the page is. */
  name: string;
  /** How many new messages wait in the inbox. */
  newMessages?: number;
}

/** The browser tab: title and icon count what is new, and so does the icon of the app. React puts both into the head. */
export function TabTitle({ name, newMessages = 0 }: TabTitleProps) {
  useEffect(() => {
    // Only where the page was installed as an app; elsewhere it is refused, or not there.
    navigator.setAppBadge?.(newMessages).catch(() => undefined);
  }, [newMessages]);
  return (
    <>
      <title>{`${newMessages > 0 ? `(${newMessages}) ` : ''}${name} · Lamplight`}</title>
      <link rel="icon" type="image/svg+xml" href={newMessages > 0 ? litIcon(newMessages) : sitePath('/icon.svg')} />
    </>
  );
}
