'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { SwitcherButton } from './switcher-button.tsx';

// The menu's library is loaded by the first press, not with the page.
const SwitcherMenu = dynamic(() => import('./switcher-menu.tsx').then((module) => module.SwitcherMenu), {
  loading: () => <SwitcherButton aria-expanded />,
});

/** Which mailbox this is; its menu holds the others and Sign out. */
export function MailboxSwitcher() {
  const [isWanted, setIsWanted] = useState(false);
  return isWanted ? <SwitcherMenu /> : <SwitcherButton aria-expanded={false} onClick={() => setIsWanted(true)} />;
}
