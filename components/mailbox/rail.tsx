'use client';

import { X } from 'lucide-react';
import { IconButton } from '#components/ui/button.tsx';
import { BrandMark } from './brand.tsx';
import { FolderNav } from './folder-nav.tsx';
import { GreetingsLink } from './greetings-link.tsx';
import { LampCard } from './lamp-state.tsx';
import { MailboxSwitcher } from './mailbox-switcher.tsx';
import { QuotaMeter } from './quota-meter.tsx';
import { useMailbox } from './use-mailbox.ts';

/** What stands beside the list: which mailbox, its lamp, its folders, its quota. In a drawer it can be closed. */
export function Rail({ onClose }: { onClose?: () => void }) {
  const { data } = useMailbox();
  return (
    <div className="flex min-h-full flex-col p-3">
      <div className="flex h-11 items-center gap-2.5 px-2 text-md font-semibold tracking-tight">
        <BrandMark size="small" on={data?.lamp.on ?? false} />
        Lamplight
        {onClose && (
          <IconButton label="Close" className="-mr-2 ml-auto" onClick={onClose}>
            <X size={20} strokeWidth={1.75} aria-hidden="true" />
          </IconButton>
        )}
      </div>
      <MailboxSwitcher />
      <LampCard />
      <FolderNav {...(onClose && { onNavigate: onClose })} />
      <GreetingsLink {...(onClose && { onNavigate: onClose })} />
      {data && <QuotaMeter summary={data} />}
    </div>
  );
}
