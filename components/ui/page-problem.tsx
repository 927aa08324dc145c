'use client';

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
        art={<ServerOff />}
        level={1}
        title="This page could not be shown"
        action={
          <Button look="primary" onClick={onTryAgain}>
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

/** Lucide's, drawn here: each of the pages that stand in for others comes with all of them, and with what it imports. */
function ServerOff() {
  return (
    <svg
      viewBox="0 0 24 24"
      aria-hidden="true"
      className="size-14 fill-none stroke-current stroke-1 [stroke-linecap:round] [stroke-linejoin:round]"
    >
      <path d="M7 2h13a2 2 0 0 1 2 2v4a2 2 0 0 1-2 2h-5M10 10 2.5 2.5C2 2 2 2.5 2 5v3a2 2 0 0 0 2 2h6zM22 17v-1a2 2 0 0 0-2-2h-1M4 14a2 2 0 0 0-2 2v4a2 2 0 0 0 2 2h16.5l1-.5.5.5-8-8H4zM6 18h.01M2 2l20 20" />
    </svg>
  );
}
