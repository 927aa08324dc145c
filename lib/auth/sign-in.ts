import 'server-only';
import { Account } from '#lib/imap/account.ts';
import { record } from '#lib/platform/record.ts';
import { addressText, type MailboxAddress } from '#lib/voicemail/address.ts';
import { VoicemailError } from '#lib/voicemail/errors.ts';
import { endWithSession } from './session.ts';
import { loginFor } from './site-login.ts';
import { type Sealable, seal, type VaultTicket } from './vault.ts';

/** Who was proven: by the mail server, which is yet to be asked, or by us, and then of which mailboxes of voicemail.conf. */
export type Proven =
  | { user: string; password: string }
  | {
      /** What they go by in the record, and whose sessions "sign out everywhere" ends. */
      name: string;
      mailboxes: readonly MailboxAddress[];
      /** `Pin.mark()` of the first one's PIN, where that was the proof: once it is changed the session is over. */
      pinMark?: string;
      /** What the company calls them, for the record. */
      by?: string;
    }
  /** By their company, where there is no voicemail.conf: a user of the mail server, whose mail the master login opens. */
  | { imapUser: string; by: string };

/** What next-auth keeps of a sign-in. */
export interface SignedIn {
  id: string;
  name: string;
  ticket: VaultTicket;
}

/**
 * Where all ways in end: opens the mail account by a login at the mail server, and begins a session. Who was proven by a password of the mail
 * server's sees what the account holds; else only the mailboxes that were proven, which the site's own login opens.
 * @param clientAddress of the browser
 * @throws {VoicemailError} credentials-rejected, also where voicemail.conf has none of the mailboxes; site-misconfigured,
 *   sessions-unreachable, and of the mail server kind
 */
export async function signIn(proven: Proven, clientAddress: string): Promise<SignedIn> {
  const sealable = sealableOf(proven);
  const login = loginFor(sealable, clientAddress);
  if (!login) throw new VoicemailError('credentials-rejected', 'Cannot sign in: voicemail.conf has no such mailbox');
  const account = await Account.login(login);
  const ticket = await seal(sealable);
  endWithSession(ticket.sid, account);
  const by = 'by' in proven ? { by: proven.by } : {};
  record({ what: 'signed-in', account: account.name, ...by, from: clientAddress, outcome: 'ok' });
  return { id: account.name, name: account.name, ticket };
}

function sealableOf(proven: Proven): Sealable {
  if ('password' in proven) return proven;
  if ('imapUser' in proven) return { user: proven.imapUser, isByMaster: true };
  const { name, mailboxes, pinMark } = proven;
  return { user: name, mailboxes: mailboxes.map(addressText), pinMark };
}
