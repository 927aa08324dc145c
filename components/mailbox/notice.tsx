'use client';

import { CircleAlert, TriangleAlert } from 'lucide-react';
import { quotaState } from './quota-state.ts';
import { useMailbox } from './use-mailbox.ts';

/** Says that callers will soon, or already do, find the mailbox full. It has a seat of its own, so that no row moves. */
export function QuotaNotice() {
  const { data } = useMailbox();
  const state = data && quotaState(data);
  if (!state || state.level === 'calm') return null;
  const isFull = state.level === 'full';
  const Icon = isFull ? CircleAlert : TriangleAlert;
  return (
    <div
      role={isFull ? 'alert' : 'status'}
      className={`flex min-h-15 items-center gap-3 border-t border-line px-4 py-2 text-sm desk:absolute desk:top-17.5 desk:right-5 desk:z-4 desk:min-h-9 desk:gap-2 desk:rounded-md desk:border-0 desk:px-3 desk:py-0 ${isFull ? 'bg-danger-tint' : 'bg-sunken'}`}
    >
      <Icon size={16} className={`flex-none ${isFull ? 'text-danger' : 'text-ink-2'}`} aria-hidden="true" />
      <p className="text-balance">
        <b className={`font-semibold ${isFull ? 'text-danger' : ''}`}>
          {isFull ? 'Your mailbox is full.' : state.room}
        </b>{' '}
        {isFull ? 'Callers cannot leave a message.' : 'Then callers cannot leave one.'}
      </p>
    </div>
  );
}
