import 'server-only';
import type { Account } from '#lib/imap/account.ts';
import { foldersAsSeen, isAllRead, readAllFolders } from '#lib/imap/read.ts';
import { parseAddress } from '#lib/voicemail/address.ts';
import { VoicemailError } from '#lib/voicemail/errors.ts';
import { Mailbox } from './mailbox.ts';
import { knownMailboxes, learnMailboxes } from './proven.ts';

/**
 * The mailbox asked for, or the account's first. An account proves those mailboxes whose messages it holds.
 * @param asked `1001@default`, as the contract checked it
 * @throws {VoicemailError} folder-not-found when the account holds no such mailbox, and of the mail server kind
 */
export async function openMailbox(account: Account, asked: string | undefined): Promise<Mailbox> {
  const known = knownMailboxes(account);
  const isKnown = asked === undefined ? known.length > 0 : known.includes(asked);
  let mailboxes = isKnown ? known : learnMailboxes(account, (await readAllFolders(account)).folders);
  // Messages of a mailbox may be among those that have not been read yet.
  if (asked !== undefined && !mailboxes.includes(asked)) {
    await isAllRead(account);
    mailboxes = learnMailboxes(account, foldersAsSeen(account));
  }
  const text = asked ?? mailboxes[0] ?? '';
  const address = mailboxes.includes(text) ? parseAddress(text) : null;
  if (!address) throw new VoicemailError('folder-not-found', `Cannot open ${text}: this sign-in has no such mailbox`);
  return new Mailbox(account, address);
}
