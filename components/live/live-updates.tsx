'use client';

import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { leaveToSignIn } from '#components/mailbox/sign-in-path.ts';
import { summaryKey, useMailboxAddress } from '#components/mailbox/use-mailbox.ts';
import { usePlayback } from '#components/player/playback-context.ts';
import { SESSION_CHANNEL, tellOfReturn } from '#components/sign-in/tabs.ts';
import { eventsUrl } from '#lib/api/client.ts';
import { followTrack } from './follow-track.ts';
import { Refresher } from './refresher.ts';
import { liveOf, useLiveState } from './use-live.ts';
import { useNotifications } from './use-notifications.ts';

/** How often the counts are looked at where no hint can come, and where one may have been lost. */
const POLL_MS = { lost: 20_000, live: 120_000 };

/** Keeps the page true: what changes elsewhere is fetched when the server hints at it. Shows nothing. */
export function LiveUpdates() {
  const client = useQueryClient();
  const playback = usePlayback();
  const mailbox = useMailboxAddress();
  const isLive = useLiveState((state) => state.isLive);
  const isLost = useLiveState((state) => state.isLost);

  const notify = useNotifications();
  useEffect(() => {
    const refresher = new Refresher(client, mailbox, (since) => {
      void followTrack(client, playback);
      notify(since);
    });
    const stopWatching = refresher.watchChanges();
    let wasLive = false;
    const close = liveOf(client).open(eventsUrl(mailbox), {
      onHint: (folder) => void refresher.hint(folder),
      onLive() {
        // What the page has just loaded is fresh enough.
        void (wasLive ? refresher.catchUp() : recount(client, mailbox));
        wasLive = true;
      },
      onRefused: () => recount(client, mailbox),
      onSignedOut: leaveToSignIn,
    });
    return () => {
      close();
      stopWatching();
    };
  }, [client, playback, mailbox, notify]);

  useEffect(() => {
    const timer = setInterval(() => recount(client, mailbox), isLive ? POLL_MS.live : POLL_MS.lost);
    return () => clearInterval(timer);
  }, [client, mailbox, isLive]);
  useEffect(() => {
    // The call says what is wrong, and the page with it.
    if (isLost) recount(client, mailbox);
  }, [client, mailbox, isLost]);
  useSessionElsewhere();
  return <span hidden data-live={isLive} />;
}

/** The counts alone: a list follows where they say that its folder changed. */
function recount(client: QueryClient, mailbox: string | undefined): void {
  void client.refetchQueries({ queryKey: summaryKey(mailbox) });
}

/** Someone signs out in another tab, or in as someone else; or the browser kept the page while it was left. */
function useSessionElsewhere(): void {
  useEffect(() => {
    tellOfReturn();
    const channel = new BroadcastChannel(SESSION_CHANNEL);
    channel.onmessage = ({ data }) => (data === 'out' ? leaveToSignIn() : loadAnew());
    const onPageShow = ({ persisted }: PageTransitionEvent) => {
      if (persisted) loadAnew();
    };
    addEventListener('pageshow', onPageShow);
    return () => {
      channel.close();
      removeEventListener('pageshow', onPageShow);
    };
  }, []);
}

/** Nothing of what was is to be seen until the server has said whose it is. */
function loadAnew(): void {
  document.documentElement.hidden = true;
  location.reload();
}
