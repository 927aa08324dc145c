import 'server-only';
import { listen, tell } from '#lib/platform/news.ts';
import { type FolderSlug, isFolderSlug } from '#lib/voicemail/folder.ts';
import { type Account, accountName } from './account.ts';

// A hint says that something changed, and never what: two mailboxes of one account may have the same.

const topicOf = (account: Account) => `changed ${accountName(account)}`;

/** Hints to every tab on this account, in whichever process, that a folder changed; `null` is any of them. */
export function announce(account: Account, folder: FolderSlug | null): void {
  tell(topicOf(account), folder ?? '');
}

/** @returns what ends it */
export function onAnnounced(account: Account, hear: (folder: FolderSlug | null) => void): () => void {
  return listen(topicOf(account), (text) => hear(isFolderSlug(text) ? text : null));
}
