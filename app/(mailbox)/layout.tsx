import type { ReactNode } from 'react';
import { MailboxShell } from '#components/mailbox/mailbox-shell.tsx';

export default function MailboxLayout({ children }: { children: ReactNode }) {
  return <MailboxShell>{children}</MailboxShell>;
}
