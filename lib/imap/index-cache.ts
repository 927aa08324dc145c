import 'server-only';
import { LRUCache } from 'lru-cache';
import { once } from '#lib/platform/once.ts';
import type { VoicemailHeaders } from '#lib/voicemail/headers.ts';
import type { Caller } from '#lib/voicemail/message.ts';
import type { MessageParts } from '#lib/voicemail/parts.ts';
import type { Account } from './account.ts';
import { entryBytes } from './entry-bytes.ts';
import type { FolderPlace, FolderState } from './folder.ts';
import type { Marks } from './marks.ts';

/** What IMAP calls the flags; nobody above `lib/imap` does. */
export interface Flags {
  isSeen: boolean;
  isFlagged: boolean;
  isDeleted: boolean;
  marks: Marks;
  /** Where playing stopped last, as `lib/voicemail/position.ts` counts; 0 is the start. */
  positionStep: number;
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
  /** Another Map whenever messages or flags are others. What was read of a message only later is put into the same one. */
  entries: Map<number, Entry>;
  /** While a folder is read for the first time, newest first: how much of it is still to come. `null`: nothing. */
  reading: Reading | null;
}

export interface Reading {
  /** Whatever was not read yet has at most this sequence number: these only ever get lower. */
  lastSequence: number;
  totalMessages: number;
  /** How many messages are looked at next. */
  sliceMessages: number;
}

const MAX_BYTES = 256 * 1024 * 1024;
const INDEX_BYTES = 1000;

const cache = () =>
  once('imap-index', () => new LRUCache<string, FolderIndex>({ maxSize: MAX_BYTES, sizeCalculation: indexBytes }));

function indexBytes({ entries }: FolderIndex): number {
  let bytes = INDEX_BYTES;
  for (const entry of entries.values()) bytes += entryBytes(entry);
  return bytes;
}

const keyOf = (account: Account, path: string) => `${account.key} ${path}`;

export function cachedIndex(account: Account, path: string): FolderIndex | undefined {
  return cache().get(keyOf(account, path));
}

export function keepIndex(account: Account, index: FolderIndex): void {
  cache().set(keyOf(account, index.place.path), index);
}

/** Drops all that is kept of an account's folders, as at sign-out. */
export function forgetIndexes({ key }: Pick<Account, 'key'>): void {
  for (const name of cache().keys()) if (name.startsWith(`${key} `)) cache().delete(name);
}
