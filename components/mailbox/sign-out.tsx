'use client';

import { LogOut, MonitorX } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useState } from 'react';
import { signOut } from '#components/sign-in/sign-out.ts';
import { Button } from '#components/ui/button.tsx';
import { Question } from '#components/ui/question.tsx';

const SIGN_OUT = { ready: 'Sign out', busy: 'Signing out…', failed: 'Not signed out. Try again' };

/** Ends this sign-in. The menu stays open: it is where a failure is said. */
export function SignOut({ className }: { className: string }) {
  const [state, setState] = useState<keyof typeof SIGN_OUT>('ready');
  const onSelect = (event: Event) => {
    event.preventDefault();
    setState('busy');
    signOut().catch(() => setState('failed'));
  };
  return (
    <DropdownMenu.Item className={className} onSelect={onSelect}>
      <LogOut size={16} className="text-ink-2" aria-hidden="true" />
      {SIGN_OUT[state]}
    </DropdownMenu.Item>
  );
}

/** Asks whether every sign-in of the account shall end. */
export function SignOutEverywhereItem({ className, onAsk }: { className: string; onAsk: () => void }) {
  return (
    <DropdownMenu.Item className={className} onSelect={onAsk}>
      <MonitorX size={16} className="text-ink-2" aria-hidden="true" />
      Sign out everywhere…
    </DropdownMenu.Item>
  );
}

const EVERYWHERE = { ready: 'Sign out everywhere', busy: 'Signing out…', failed: 'Try again' };

export function SignOutEverywhereDialog({ onClose }: { onClose: () => void }) {
  const [state, setState] = useState<keyof typeof EVERYWHERE>('ready');
  const answer = () => {
    setState('busy');
    signOut({ everywhere: true }).catch(() => setState('failed'));
  };
  return (
    <Question
      title="Sign out on all devices?"
      onClose={onClose}
      actions={[
        <Button key="stay" look="raised" className="border border-line-strong" onClick={onClose}>
          Stay signed in
        </Button>,
        <Button key="leave" look="danger" disabled={state === 'busy'} onClick={answer}>
          {EVERYWHERE[state]}
        </Button>,
      ]}
    >
      Every browser that is signed in to this account has to sign in again, this one too. Your password and the phone
      stay as they are.
      {state === 'failed' && <p role="alert">Nobody was signed out: this site does not answer.</p>}
    </Question>
  );
}
