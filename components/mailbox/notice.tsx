'use client';

import { CircleAlert, TriangleAlert } from 'lucide-react';
import { NotLive } from '#components/live/not-live.tsx';
import { useLiveState } from '#components/live/use-live.ts';
import { NoticeSeat } from '#components/ui/notice-seat.tsx';
import { quotaState } from './quota-state.ts';
import { useMailbox } from './use-mailbox.ts';

/** The one thing that matters most: the mailbox is full, or the page is not live, or the mailbox is nearly full. */
export function Notice() {
  const { data } = useMailbox();
  const isLost = useLiveState((state) => state.isLost);
  const quota = data && quotaState(data);
  if (quota?.level === 'full') return <Full />;
  if (isLost) return <NotLive />;
  return quota?.room ? <NearlyFull room={quota.room} /> : null;
}

function Full() {
  return (
    <NoticeSeat role="alert" className="bg-danger-tint">
      <CircleAlert size={16} className="flex-none text-danger" aria-hidden="true" />
      <p className="text-balance">
        <b className="font-semibold text-danger">Your mailbox is full.</b> Callers cannot leave a message.
      </p>
    </NoticeSeat>
  );
}

function NearlyFull({ room }: { room: string }) {
  return (
    <NoticeSeat role="status" className="bg-sunken">
      <TriangleAlert size={16} className="flex-none text-ink-2" aria-hidden="true" />
      <p className="text-balance">
        <b className="font-semibold">{room}</b> Then callers cannot leave one.
      </p>
    </NoticeSeat>
  );
}
