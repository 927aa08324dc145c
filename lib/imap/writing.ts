import 'server-only';
import type { ImapFlow } from 'imapflow';
import { LockTimeout, withLock } from '#lib/platform/lock.ts';
import { VoicemailError } from '#lib/voicemail/errors.ts';
import { type FolderSlug, folderName } from '#lib/voicemail/folder.ts';
import { type Account, accountName } from './account.ts';
import { isRefusal } from './errors.ts';
import { type FolderPlace, listFolders, pathFor } from './folder.ts';
import { announce } from './hint.ts';
import type { FolderIndex } from './index-cache.ts';
import { withConnection } from './pool.ts';
import { syncedIndex } from './sync.ts';

/** One verb at work: alone on its account from the first look to the last write. */
export interface Writing {
  client: ImapFlow;
  account: Account;
  places: Map<FolderSlug, FolderPlace>;
  /** From then on the verb cannot simply be tried again on a new connection. */
  hasWritten: boolean;
  /** Aborted when the lock was lost: somebody else may be writing by now. */
  signal: AbortSignal;
  /** What is meant is named one by one, and other copies of it do not matter. */
  mayBePartial: boolean;
  isUnsaid: boolean;
}

interface WritingOptions {
  mayBePartial?: boolean;
  /** Nothing of what lists and counts show is changed: no tab has to look. */
  isUnsaid?: boolean;
}

/**
 * Goes before every write.
 * @throws {VoicemailError} mailbox-busy when the lock was lost meanwhile
 */
export function beginWrite(writing: Writing): void {
  if (writing.signal.aborted)
    throw new VoicemailError('mailbox-busy', 'Cannot go on: the lock on the mailbox was lost');
  writing.hasWritten = true;
}

/**
 * Runs one verb. No other verb of this portal writes to the account meanwhile, whichever of its processes it runs in.
 * @param doing what fails when it fails, as in "Cannot move messages"
 * @throws {VoicemailError} mailbox-busy when another verb does not end, and of the mail server kind
 */
export async function withWriting<T>(
  account: Account,
  doing: string,
  work: (writing: Writing) => Promise<T>,
  { mayBePartial = false, isUnsaid = false }: WritingOptions = {},
): Promise<T> {
  const begun = { account, mayBePartial, isUnsaid, hasWritten: false };
  try {
    return await withLock(`mail ${accountName(account)}`, (signal) => locked({ ...begun, signal }, doing, work));
  } catch (error) {
    if (!(error instanceof LockTimeout)) throw error;
    const reason = `${doing}: ${error.cause ? 'the portal cannot lock the mailbox' : 'the mailbox is being changed elsewhere'}`;
    throw new VoicemailError('mailbox-busy', reason, { cause: error, retryAfterSeconds: 5 });
  }
}

function locked<T>(
  begun: Omit<Writing, 'client' | 'places'>,
  doing: string,
  work: (writing: Writing) => Promise<T>,
): Promise<T> {
  const { account, isUnsaid } = begun;
  let writing: Writing | undefined;
  return withConnection(
    account,
    doing,
    async (client) => {
      writing = { ...begun, client, places: await placesOn(client) };
      return work(writing);
    },
    { mayRetry: () => !writing?.hasWritten },
  ).finally(() => {
    if (writing?.hasWritten && !isUnsaid) announce(account, null);
  });
}

async function placesOn(client: ImapFlow): Promise<Writing['places']> {
  return new Map((await listFolders(client)).map(({ state: _, ...place }) => [place.slug, place]));
}

/**
 * A folder as it is now; `null` when it is not there. It is selected then.
 * @throws {VoicemailError} mailbox-busy while it is read for the first time, and half of it will not do
 */
export async function indexNow(
  { client, account, places, mayBePartial }: Writing,
  slug: FolderSlug,
): Promise<FolderIndex | null> {
  const place = places.get(slug);
  if (!place) return null;
  const index = await syncedIndex(client, account, place, { mustSelect: true });
  if (!index.reading || mayBePartial) return index;
  const reason = `Cannot change ${folderName(slug)}: it is being read for the first time`;
  throw new VoicemailError('mailbox-busy', reason, { retryAfterSeconds: 5 });
}

/** Every folder as it is now. */
export async function allNow(writing: Writing): Promise<FolderIndex[]> {
  const folders: FolderIndex[] = [];
  for (const slug of writing.places.keys()) {
    const index = await indexNow(writing, slug);
    if (index) folders.push(index);
  }
  return folders;
}

/**
 * A folder as it is now, made first where it is missing, and found by LIST: the server may give it another name.
 * @throws {VoicemailError} not-supported when the server will not have it
 */
export async function folderNow(writing: Writing, slug: FolderSlug): Promise<FolderIndex> {
  const found = await indexNow(writing, slug);
  if (found) return found;
  beginWrite(writing);
  const refusal = await create(writing.client, pathFor(writing.client, slug));
  writing.places = await placesOn(writing.client);
  const made = await indexNow(writing, slug);
  if (made) return made;
  const reason = `Cannot move messages: the mail server will not make ${folderName(slug)}`;
  throw new VoicemailError('not-supported', reason, { cause: refusal });
}

/** @returns a NO, which may only say that somebody else was quicker */
async function create(client: ImapFlow, path: string): Promise<unknown> {
  try {
    await client.mailboxCreate(path);
    return null;
  } catch (error) {
    if (isRefusal(error)) return error;
    throw error;
  }
}
