'use client';

import { RefreshCw, ServerOff } from 'lucide-react';
import { Button } from './button.tsx';
import { CenterMessage } from './center-message.tsx';

/** The whole page could not be shown. */
export function PageProblem({ error, onTryAgain }: { error: unknown; onTryAgain: () => void }) {
  const digest = error instanceof Error && 'digest' in error ? String(error.digest) : null;
  return (
    <main className="h-dvh max-h-full bg-rail">
      <title>Not shown · Lamplight</title>
      <CenterMessage
        role="alert"
        art={<ServerOff size={56} strokeWidth={1} aria-hidden="true" />}
        level={1}
        title="This page could not be shown"
        action={
          <Button look="primary" onClick={onTryAgain}>
            <RefreshCw size={16} aria-hidden="true" />
            Try again
          </Button>
        }
        fine={digest && `For your administrator: ${digest}`}
      >
        The fault is on this site’s side. Your messages are as they were, on the mail server.
      </CenterMessage>
    </main>
  );
}
