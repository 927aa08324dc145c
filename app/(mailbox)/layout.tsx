import { cookies, headers } from 'next/headers';
import type { ReactNode } from 'react';
import { MailboxShell } from '#components/mailbox/mailbox-shell.tsx';
import { isZone, ZONE_COOKIE } from '#components/ui/zone.ts';
import { requireAccount } from '#lib/auth/session.ts';
import { firstLook } from './first-look.ts';

export default async function MailboxLayout({ children }: { children: ReactNode }) {
  const asked = await headers();
  const path = asked.get('x-page') ?? '/';
  const { account, visitor } = await requireAccount(path);
  // A page that is turned to by script has the cache already.
  const isWhole = asked.get('accept')?.includes('text/html') ?? false;
  const first = isWhole ? await firstLook(account, visitor, path) : null;
  return (
    <MailboxShell first={first} timeZone={await readersZone()} drawnAt={Date.now()}>
      {children}
    </MailboxShell>
  );
}

/** As an earlier page has told; `null` on the first visit. */
async function readersZone(): Promise<string | null> {
  const zone = (await cookies()).get(ZONE_COOKIE)?.value ?? '';
  return isZone(zone) ? zone : null;
}
