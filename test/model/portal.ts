import type { MessageSearch, Purge, Selection, Wish } from '#lib/mailbox/mailbox.ts';
import type { Change } from '#lib/mailbox/outcome.ts';
import type { FolderSlug } from '#lib/voicemail/folder.ts';
import type { Message } from '#lib/voicemail/message.ts';
import type { MailboxSummary } from '#lib/voicemail/summary.ts';

/** One folder as the portal lists it. */
export interface Listed {
  messages: Message[];
  upTo: string | null;
}

/** What is put to the test: Lamplight, or something that only looks like it. */
export interface Portal {
  summary(mailbox: string): Promise<MailboxSummary>;
  list(mailbox: string, search: MessageSearch): Promise<Listed>;
  change(mailbox: string, selection: Selection, wish: Wish): Promise<Change>;
  purge(mailbox: string, selection: Selection): Promise<Purge>;
  /**
   * Lets hidden sources leave, where it may.
   * @param isQuiet nobody has touched the folders for long enough
   */
  tidy(isQuiet: boolean): Promise<void>;
  /** What it noted by itself where the mail server keeps no keywords: those keywords, by folder, UIDVALIDITY and UID. */
  notes(): Promise<ReadonlyMap<string, string[]>>;
  /** Forgets all that is not on the mail server or the disk. */
  restart(): void;
}

/** Each folder of the model, as the portal names it and where it is. INBOX is last: see Onlooker. */
export interface Folder {
  slug: FolderSlug;
  path: string;
}
