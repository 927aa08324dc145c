import { headers } from 'next/headers';
import type { ReactNode } from 'react';
import { MailboxShell } from '#components/mailbox/mailbox-shell.tsx';
import { requireAccount } from '#lib/auth/session.ts';

export default async function MailboxLayout({ children }: { children: ReactNode }) {
  await requireAccount((await headers()).get('x-page') ?? '/');
  return <MailboxShell>{children}</MailboxShell>;
}
