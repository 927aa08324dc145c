import type { ImapFlow } from 'imapflow';
import type { Mail } from './builders.ts';

/**
 * Appends a message to a folder, which is made when it is not there.
 * @returns its UID
 * @throws {Error} when the mail server refuses it
 */
export async function deliver(imap: ImapFlow, { raw, flags, arrivedAt }: Mail, folder = 'INBOX'): Promise<number> {
  if (folder !== 'INBOX') await imap.mailboxCreate(folder);
  const appended = await imap.append(folder, raw, flags, arrivedAt);
  if (!appended || appended.uid === undefined)
    throw new Error(`The mail server gave no UID for a message in ${folder}`);
  return appended.uid;
}
