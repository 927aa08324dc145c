import 'server-only';
import { LRUCache } from 'lru-cache';
import { once } from '#lib/platform/once.ts';
import type { VoicemailHeaders } from '#lib/voicemail/headers.ts';
import type { Caller } from '#lib/voicemail/message.ts';
import type { MessageParts } from '#lib/voicemail/parts.ts';
import type { Account } from './account.ts';
import type { FolderPlace, FolderState } from './folder.ts';
import type { Marks } from './marks.ts';

/** What IMAP calls the flags; nobody above `lib/imap` does. */
export interface Flags {
  isSeen: boolean;
  isFlagged: boolean;
  isDeleted: boolean;
  marks: Marks;
}

/** One message with voicemail headers, of whichever mailbox, greetings too. */
export interface Entry {
  uid: number;
  headers: VoicemailHeaders;
  receivedSeconds: number;
  /** RFC822.SIZE: of the whole mail. */
  sizeBytes: number;
  flags: Flags;
  /** What only a page's rows need; read when they are first shown. */
  detail: { parts: MessageParts; caller: Caller } | null;
}

/** The voicemail of one folder as last seen. A cache, never the truth: dropping it costs time and nothing else. */
export interface FolderIndex {
  place: FolderPlace;
  state: FolderState;
  entries: Map<number, Entry>;
}

const MAX_BYTES = 256 * 1024 * 1024;
const BYTES_PER_ENTRY = 1500;

const cache = () =>
  once(
    'imap-index',
    () =>
      new LRUCache<string, FolderIndex>({
        maxSize: MAX_BYTES,
        sizeCalculation: ({ entries }) => (1 + entries.size) * BYTES_PER_ENTRY,
      }),
  );

const keyOf = (account: Account, path: string) => `${account.key} ${path}`;

export function cachedIndex(account: Account, path: string): FolderIndex | undefined {
  return cache().get(keyOf(account, path));
}

export function keepIndex(account: Account, index: FolderIndex): void {
  cache().set(keyOf(account, index.place.path), index);
}
