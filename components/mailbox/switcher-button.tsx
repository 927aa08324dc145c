'use client';

import { ChevronsUpDown } from 'lucide-react';
import type { ComponentProps } from 'react';
import { MailboxName } from './mailbox-name.tsx';
import { useMailbox } from './use-mailbox.ts';

export function SwitcherButton(props: ComponentProps<'button'>) {
  const { data } = useMailbox();
  return (
    <button
      type="button"
      aria-haspopup="menu"
      className="mt-1 flex h-13 w-full items-center gap-2 rounded-md px-2 hover:bg-rail-hover tablet:h-11"
      {...props}
    >
      <span className="text-ink-3">Mailbox</span>
      {data && <MailboxName address={data.mailbox} />}
      <ChevronsUpDown size={16} className="ml-auto text-ink-3" aria-hidden="true" />
    </button>
  );
}
