'use client';

import type { ReactNode } from 'react';
import { LiveUpdates } from '#components/live/live-updates.tsx';
import { ChangeDesk } from '#components/messages/change-desk.tsx';
import { UNDER_DOCK } from '#components/messages/under-dock.tsx';
import { Dock } from '#components/player/dock.tsx';
import { PlayerProvider } from '#components/player/player-provider.tsx';
import { Notice } from './notice.tsx';
import { QueryProvider } from './query-provider.tsx';
import { Rail } from './rail.tsx';

/** Everything behind sign-in: the rail, a folder, and the player that outlives the folder. */
export function MailboxShell({ children }: { children: ReactNode }) {
  return (
    <QueryProvider>
      <PlayerProvider>
        <LiveUpdates />
        <div className="grid h-dvh grid-cols-[minmax(0,1fr)] tablet:grid-cols-[var(--spacing-rail)_minmax(0,1fr)]">
          <aside aria-label="Mailbox" className="hidden overflow-auto border-r border-line bg-rail tablet:block">
            <Rail />
          </aside>
          <div className="relative grid min-h-0 grid-rows-[minmax(0,1fr)_auto]">
            {children}
            <div>
              <Notice />
              <div className="relative">
                <ChangeDesk />
                <Dock />
              </div>
              <div id={UNDER_DOCK} />
            </div>
          </div>
        </div>
      </PlayerProvider>
    </QueryProvider>
  );
}
