import { Account } from '#lib/imap/account.ts';
import type { Mailbox } from '#lib/mailbox/mailbox.ts';
import { openMailbox } from '#lib/mailbox/open.ts';
import type { AnyMailServer } from './mail-server.ts';
import type { TestMailbox } from './mailbox.ts';

/** The mailbox as its owner has it after signing in: the first, or the one asked for. */
export async function ownMailbox({ user, password }: TestMailbox<AnyMailServer>, asked?: string): Promise<Mailbox> {
  return openMailbox(await Account.login({ user, password, clientAddress: '192.0.2.1' }), asked);
}
