'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { ApiError, refreshLamp } from '#lib/api/client.ts';
import type { MailboxSummary } from '#lib/voicemail/summary.ts';
import { leaveToSignIn } from './sign-in-path.ts';
import { summaryKey, useMailboxAddress } from './use-mailbox.ts';

/** Has the phone system look at the mailbox again. */
export function RefreshLamp() {
  const mailbox = useMailboxAddress();
  const client = useQueryClient();
  const [state, setState] = useState<'ready' | 'busy' | 'failed'>('ready');
  const refresh = async () => {
    setState('busy');
    try {
      const lamp = await refreshLamp(mailbox);
      client.setQueryData<MailboxSummary>(summaryKey(mailbox), (summary) => summary && { ...summary, lamp });
      setState('ready');
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) leaveToSignIn();
      setState('failed');
    }
  };
  return (
    <>
      <Button
        look="raised"
        className="mt-1.5 h-8 border border-line text-xs"
        disabled={state === 'busy'}
        onClick={() => void refresh()}
      >
        Refresh lamp
      </Button>
      {state === 'failed' && <p className="mt-1 text-xs text-ink-3">That did not work. Try again in a moment.</p>}
    </>
  );
}
