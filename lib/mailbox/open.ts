import 'server-only';
import type { Account } from '#lib/imap/account.ts';
import { foldersAsSeen, isAllRead, readAllFolders } from '#lib/imap/read.ts';
import { parseAddress } from '#lib/voicemail/address.ts';
import { VoicemailError } from '#lib/voicemail/errors.ts';
import { Mailbox } from './mailbox.ts';
import { knownMailboxes, learnMailboxes } from './proven.ts';

/**
 * The mailbox asked for, or the first. A sign-in sees those mailboxes that it has proven; that by a password of the mail server proves
 * what the account holds.
 * @param asked `1001@default`, as the contract checked it
 * @throws {VoicemailError} folder-not-found for any other, whether there is such a one or not, and of the mail server kind
 */
export async function openMailbox(account: Account, asked: string | undefined): Promise<Mailbox> {
  const mailboxes = account.mailboxes ?? (await heldMailboxes(account, asked));
  const text = asked ?? mailboxes[0] ?? '';
  const address = mailboxes.includes(text) ? parseAddress(text) : null;
  if (!address) throw noSuchMailbox(text);
  return new Mailbox(account, address);
}

/**
 * Says no to a mailbox that a sign-in is known not to have proven, without asking the mail server. What the password of a mail account
 * proves is what is in it, so that one passes.
 * @throws {VoicemailError} folder-not-found
 */
export function refuseUnproven({ mailboxes }: Account, asked: string | undefined): void {
  if (asked !== undefined && mailboxes?.includes(asked) === false) throw noSuchMailbox(asked);
}

function noSuchMailbox(asked: string): VoicemailError {
  return new VoicemailError('folder-not-found', `Cannot open ${asked}: this sign-in has no such mailbox`);
}

async function heldMailboxes(account: Account, asked: string | undefined): Promise<string[]> {
  const known = knownMailboxes(account);
  const isKnown = asked === undefined ? known.length > 0 : known.includes(asked);
  let mailboxes = isKnown ? known : learnMailboxes(account, (await readAllFolders(account)).folders);
  // Messages of a mailbox may be among those that have not been read yet.
  if (asked !== undefined && !mailboxes.includes(asked)) {
    await isAllRead(account);
    mailboxes = learnMailboxes(account, foldersAsSeen(account));
  }
  return mailboxes;
}
