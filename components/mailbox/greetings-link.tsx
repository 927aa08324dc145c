'use client';

import { Mic } from 'lucide-react';
import { useParams } from 'next/navigation';
import { PageLink } from './page-link.tsx';
import { useMailboxAddress } from './use-mailbox.ts';

/** To what callers hear. Where the site has no greetings, the page says why. */
export function GreetingsLink({ onNavigate }: { onNavigate?: () => void }) {
  const mailbox = useMailboxAddress();
  // Every other page of a mailbox is a folder's.
  const isCurrent = useParams<{ folder?: string }>()?.folder === undefined;
  return (
    <div className="mt-2 border-t border-line pt-2">
      <PageLink
        href={mailbox === undefined ? '/greetings' : `/greetings?${new URLSearchParams({ mailbox })}`}
        aria-current={isCurrent ? 'page' : undefined}
        data-key="g"
        {...(onNavigate && { onClick: onNavigate })}
        className="group flex h-12 items-center gap-2.5 rounded-md pl-2.5 text-lg font-medium text-ink-2 hover:bg-rail-hover aria-[current]:bg-rail-active aria-[current]:text-ink tablet:h-9 tablet:text-base"
      >
        <Mic size={18} strokeWidth={1.75} className="text-ink-3 group-aria-[current]:text-ink" aria-hidden="true" />
        Greetings
      </PageLink>
    </div>
  );
}
