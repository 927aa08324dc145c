'use client';

import { useQueryClient } from '@tanstack/react-query';
import { WifiOff } from 'lucide-react';
import { summaryKey, useMailboxAddress } from '#components/mailbox/use-mailbox.ts';
import { Button } from '#components/ui/button.tsx';
import { NoticeSeat } from '#components/ui/notice-seat.tsx';
import { useCountdown } from '#components/ui/use-countdown.ts';
import { liveOf, useLiveState } from './use-live.ts';

/** Says that what the page shows may be old, and when it tries again. */
export function NotLive() {
  const retryAt = useLiveState((state) => state.retryAt);
  const client = useQueryClient();
  const mailbox = useMailboxAddress();
  const tryNow = () => {
    liveOf(client).tryNow();
    // Where the stream is there and the mail server is not, this is what asks it.
    void client.refetchQueries({ queryKey: summaryKey(mailbox) });
  };
  return (
    <NoticeSeat role="status" className="bg-sunken desk:pr-1">
      <WifiOff size={16} className="flex-none text-ink-2" aria-hidden="true" />
      <p className="flex-1 text-balance tabular-nums">
        <b className="font-semibold">Not live.</b> <Trying key={retryAt} retryAt={retryAt} />
      </p>
      <Button look="raised" className="text-sm desk:h-7 desk:px-2.5" onClick={tryNow}>
        Try now
      </Button>
    </NoticeSeat>
  );
}

function Trying({ retryAt }: { retryAt: number | null }) {
  const left = useCountdown(retryAt === null ? 0 : Math.ceil((retryAt - Date.now()) / 1000));
  // Hidden from screen readers, which would read the notice again every second and at every try.
  return <span aria-hidden="true">{left > 0 ? `Trying again in ${left} s.` : 'Trying again.'}</span>;
}
