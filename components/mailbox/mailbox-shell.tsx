'use client';

import { type ReactNode, useState } from 'react';
import { LiveUpdates } from '#components/live/live-updates.tsx';
import { ChangeDesk } from '#components/messages/change-desk.tsx';
import { UNDER_DOCK } from '#components/messages/under-dock.tsx';
import { DockSeat } from '#components/player/dock-seat.tsx';
import { PlayerProvider } from '#components/player/player-provider.tsx';
import { clockIn } from '#components/ui/clock.ts';
import { type ServersClock, ServersClockContext } from '#components/ui/use-clock.ts';
import { useZoneCookie } from '#components/ui/zone-cookie.ts';
import type { FirstLook } from './first-view.ts';
import { Notice } from './notice.tsx';
import { QueryProvider } from './query-provider.tsx';
import { Rail } from './rail.tsx';
import { useWarmUp } from './warm-up.ts';

interface MailboxShellProps {
  first: FirstLook | null;
  /** The reader's zone as far as the server knows, IANA. */
  timeZone: string | null;
  /** Milliseconds since 1970, by the server's clock. */
  drawnAt: number;
  children: ReactNode;
}

/** Everything behind sign-in: the rail, a folder, and the player that outlives the folder. */
export function MailboxShell({ first, timeZone, drawnAt, children }: MailboxShellProps) {
  const [clock] = useState(() => (timeZone === null ? null : serversClock(timeZone, drawnAt)));
  useZoneCookie();
  useWarmUp();
  return (
    <ServersClockContext value={clock}>
      <QueryProvider first={first}>
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
                <div id="corner" className="relative">
                  <ChangeDesk />
                  <DockSeat />
                </div>
                <div id={UNDER_DOCK} />
              </div>
            </div>
          </div>
        </PlayerProvider>
      </QueryProvider>
    </ServersClockContext>
  );
}

function serversClock(timeZone: string, drawnAt: number): ServersClock {
  const clock = clockIn(timeZone);
  return { clock, today: clock.dayOf(drawnAt) };
}
