import 'server-only';
import type { Account } from '#lib/imap/account.ts';
import { expungeMessages } from '#lib/imap/expunge.ts';
import type { Entry, FolderIndex } from '#lib/imap/index-cache.ts';
import { storeFlags } from '#lib/imap/write.ts';
import type { Writing } from '#lib/imap/writing.ts';
import { phoneSessions } from '#lib/phone/sessions.ts';
import { config } from '#lib/platform/config.ts';
import { describeCause, log } from '#lib/platform/log.ts';
import type { MailboxAddress } from '#lib/voicemail/address.ts';
import { isOnPhone } from '#lib/voicemail/folder.ts';
import { learnMailboxes, phoneMailboxes } from './proven.ts';
import { noteOwnWrite } from './quiet.ts';

/**
 * Takes marked messages out of their folder: at once where no phone session can be hurt by it, else they stay, heard
 * and out of the list, until `tidy` finds that none can.
 */
export async function hide(writing: Writing, index: FolderIndex, entries: Entry[]): Promise<FolderIndex> {
  if (mayRenumber(writing, index)) {
    try {
      return await expungeNow(writing, index, entries);
    } catch (error) {
      if (!(writing.client.usable && isOnPhone(index.place.slug))) throw error;
      log().warn({ folder: index.place.slug, cause: describeCause(error) }, 'messages stay hidden, not taken out');
    }
  }
  const unseen = entries.filter(({ flags }) => !flags.isSeen).map(({ uid }) => uid);
  const after = await storeFlags(writing, index, unseen, { add: ['\\Seen'] });
  noteOwnWrite(writing.account, after);
  return after;
}

/** Takes messages out of a folder for good, now. */
export async function expungeNow(writing: Writing, index: FolderIndex, entries: Entry[]): Promise<FolderIndex> {
  const after = await expungeMessages(
    writing,
    index,
    entries.map(({ uid }) => uid),
  );
  noteOwnWrite(writing.account, after);
  return after;
}

/** Whether nobody's phone can have this folder open: asked as late as can be. */
export function mayRenumber({ account }: Writing, index: FolderIndex): boolean {
  if (!isOnPhone(index.place.slug)) return true;
  const sessions = phoneSessions(sharers(account, index));
  return sessions === 'none' || (sessions === 'unknown' && config().TIDY_AFTER_MINUTES === 0);
}

/** Every mailbox that may have messages in a folder. One that an account was not known to hold shows by its messages. */
export function sharers(account: Account, index: FolderIndex): MailboxAddress[] {
  learnMailboxes(account, [index]);
  return phoneMailboxes(account);
}
