'use client';

import { Mic } from 'lucide-react';
import { useParams } from 'next/navigation';
import { RAIL_LINK } from './folder-nav.tsx';
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
        className={RAIL_LINK}
      >
        <Mic size={18} strokeWidth={1.75} className="text-ink-3 group-aria-[current]:text-ink" aria-hidden="true" />
        Greetings
      </PageLink>
    </div>
  );
}
