'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from '#components/ui/button.tsx';
import { refreshLamp } from '#lib/api/client.ts';
import type { Lamp, MailboxSummary } from '#lib/voicemail/summary.ts';
import { summaryKey, useMailboxAddress } from './use-mailbox.ts';

/** Has the phone system look at the mailbox again. */
export function RefreshLamp() {
  const mailbox = useMailboxAddress();
  const client = useQueryClient();
  const { mutate, isPending, isError } = useMutation({
    mutationFn: () => refreshLamp(mailbox),
    onSuccess: (lamp: Lamp) =>
      client.setQueryData<MailboxSummary>(summaryKey(mailbox), (summary) => summary && { ...summary, lamp }),
  });
  return (
    <>
      <Button
        look="raised"
        className="mt-1.5 h-8 border border-line text-xs"
        disabled={isPending}
        onClick={() => mutate()}
      >
        Refresh lamp
      </Button>
      {isError && <p className="mt-1 text-xs text-ink-3">That did not work. Try again in a moment.</p>}
    </>
  );
}
