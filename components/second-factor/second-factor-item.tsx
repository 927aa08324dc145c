'use client';

import { ShieldCheck } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useSecondFactor } from './use-second-factor.ts';

/** In the mailbox menu, for those who can have it. It stands last: nothing moves when it comes. */
export function SecondFactorItem({ className, onAsk }: { className: string; onAsk: () => void }) {
  const { data } = useSecondFactor();
  if (!data?.offered) return null;
  return (
    <DropdownMenu.Item className={className} onSelect={onAsk}>
      <ShieldCheck size={16} className="text-ink-2" aria-hidden="true" />
      Two-step sign-in…
      <span className="ml-auto text-sm text-ink-3">{data.on ? 'On' : 'Off'}</span>
    </DropdownMenu.Item>
  );
}
