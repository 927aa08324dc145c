import 'server-only';
import type { Entry, FolderIndex } from '#lib/imap/index-cache.ts';
import { addressText, isCountedByAsterisk, isSameAddress, type MailboxAddress } from '#lib/voicemail/address.ts';
import { VoicemailError } from '#lib/voicemail/errors.ts';
import { isVoicemail } from '#lib/voicemail/headers.ts';
import type { MessagePlace } from '#lib/voicemail/message.ts';
import { oncePer } from './once-per.ts';

/** One message in its folder, known to belong to the mailbox. */
export interface Found {
  index: FolderIndex;
  entry: Entry;
}

/** Newest first, the order of every list of ours. */
export function byNewest(a: Pick<Entry, 'receivedSeconds' | 'uid'>, b: Pick<Entry, 'receivedSeconds' | 'uid'>): number {
  return b.receivedSeconds - a.receivedSeconds || b.uid - a.uid;
}

/** Whether the entry is a voicemail of exactly this mailbox: no greeting, nobody else's, not on its way out. */
export function isMessageOf(entry: Entry, address: MailboxAddress): boolean {
  const owner = entry.headers.address;
  return owner !== null && isSameAddress(owner, address) && isVoicemail(entry.headers) && !entry.flags.isDeleted;
}

/** Whether Asterisk's raw search hits it: by substring, and greetings too. */
export function isCountedFor(entry: Entry, address: MailboxAddress): boolean {
  const owner = entry.headers.address;
  return owner !== null && isCountedByAsterisk(owner, address) && !entry.flags.isDeleted;
}

/** Every mailbox that has a message or a greeting in these folders, as `1001@default`. */
export function mailboxesIn(folders: FolderIndex[]): string[] {
  return [...new Set(folders.flatMap(({ entries }) => ownersIn(entries)))];
}

const ownersIn = oncePer((entries: FolderIndex['entries']) => {
  const owners = new Set([...entries.values()].map(({ headers }) => headers.address));
  return [...new Set([...owners].flatMap((owner) => (owner ? [addressText(owner)] : [])))];
});

/**
 * The message at a place, if it is this mailbox's; another's is as good as none.
 * @throws {VoicemailError} message-id-stale
 */
export function ownEntry(index: FolderIndex, place: MessagePlace, address: MailboxAddress): Entry | null {
  if (place.uidValidity !== index.state.uidValidity) {
    throw new VoicemailError('message-id-stale', 'Cannot open the message: its folder has been numbered anew');
  }
  const entry = index.entries.get(place.uid);
  return entry && isMessageOf(entry, address) ? entry : null;
}
