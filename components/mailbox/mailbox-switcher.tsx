'use client';

import { useState } from 'react';
import { onDemand } from '#components/ui/on-demand.tsx';
import { SwitcherButton } from './switcher-button.tsx';

// The menu's library is loaded by the first press, not with the page.
const SwitcherMenu = onDemand(
  () => import('./switcher-menu.tsx').then((module) => module.SwitcherMenu),
  <SwitcherButton aria-expanded />,
);

/** Which mailbox this is; its menu holds the others and Sign out. */
export function MailboxSwitcher() {
  const [isWanted, setIsWanted] = useState(false);
  return isWanted ? <SwitcherMenu /> : <SwitcherButton aria-expanded={false} onClick={() => setIsWanted(true)} />;
}
