'use client';

import { RefreshCw, ServerOff } from 'lucide-react';
import { useEffect } from 'react';
import { PageLink } from '#components/mailbox/page-link.tsx';
import { isPassing, isWrongAddress, problemWords } from '#components/mailbox/problem-words.ts';
import { Button } from '#components/ui/button.tsx';
import { CenterMessage } from '#components/ui/center-message.tsx';
import { count } from '#components/ui/duration.ts';
import { useCountdown } from '#components/ui/use-countdown.ts';
import type { ApiError } from '#lib/api/client.ts';

const TRY_AGAIN_SECONDS = 20;

interface ListProblemProps {
  error: ApiError;
  onTryAgain: () => void;
}

/** The list did not come: why, what to do, and when it is tried again. Give it a new `key` for every failure. */
export function ListProblem({ error, onTryAgain }: ListProblemProps) {
  const { title, text } = problemWords(error.code);
  return (
    <CenterMessage
      role="alert"
      art={<ServerOff size={56} strokeWidth={1} aria-hidden="true" />}
      title={title}
      action={isWrongAddress(error.code) ? <ToInbox /> : <TryNow onClick={onTryAgain} />}
      fine={
        <>
          For your administrator: <span className="whitespace-nowrap">{error.code}</span>
          {error.requestId && `, request ${error.requestId}`}
        </>
      }
    >
      {text} {isPassing(error.code) && <TryingAgain error={error} onTryAgain={onTryAgain} />}
    </CenterMessage>
  );
}

function TryNow({ onClick }: { onClick: () => void }) {
  return (
    <Button look="primary" onClick={onClick}>
      <RefreshCw size={16} aria-hidden="true" />
      Try now
    </Button>
  );
}

function ToInbox() {
  return (
    <PageLink href="/inbox" className="font-medium text-focus underline underline-offset-3">
      Go to your Inbox
    </PageLink>
  );
}

function TryingAgain({ error, onTryAgain }: ListProblemProps) {
  const left = useCountdown(error.retryAfterSeconds ?? TRY_AGAIN_SECONDS);
  useEffect(() => {
    if (left === 0) onTryAgain();
  }, [left, onTryAgain]);
  // Hidden from screen readers, which would read the alert again every second.
  return <span aria-hidden="true">{left > 0 ? `Trying again in ${count(left, 'second')}.` : 'Trying again now.'}</span>;
}
