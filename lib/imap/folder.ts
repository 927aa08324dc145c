import 'server-only';
import type { ImapFlow, ListResponse, StatusQuery } from 'imapflow';
import { config } from '#lib/platform/config.ts';
import { VoicemailError } from '#lib/voicemail/errors.ts';
import { FOLDER_SLUGS, type FolderSlug, folderName } from '#lib/voicemail/folder.ts';

/** The numbers that tell whether a folder changed; `modseq` is null where the server has no CONDSTORE. */
export interface FolderState {
  uidValidity: number;
  uidNext: number;
  messageCount: number;
  modseq: bigint | null;
}

/** A folder that the mail server has. */
export interface FolderPlace {
  slug: FolderSlug;
  path: string;
}

const STATE_QUERY = { messages: true, uidNext: true, uidValidity: true, highestModseq: true } satisfies StatusQuery;

/** Every folder of ours that is there, with its state, in one round trip where the server has LIST-STATUS (RFC 5819). */
export async function listFolders(client: ImapFlow): Promise<(FolderPlace & { state: FolderState | null })[]> {
  const listed = (await client.list({ statusQuery: STATE_QUERY })).filter(({ flags }) => !flags.has('\\Noselect'));
  const delimiter = listed.find((folder) => folder.delimiter)?.delimiter ?? '/';
  return FOLDER_SLUGS.flatMap((slug) => {
    const path = pathOf(slug, delimiter);
    const folder = listed.find((candidate) => isSamePath(candidate.path, path));
    return folder ? [{ slug, path: folder.path, state: stateOf(folder.status) }] : [];
  });
}

/** The folder's numbers now, or `null` when the server will not say. */
export async function folderState(client: ImapFlow, path: string): Promise<FolderState | null> {
  return stateOf(await client.status(path, STATE_QUERY));
}

/**
 * The folder's full path, as Asterisk opens it (app_voicemail.c imap_mailbox_name): the inbox by its own setting, the
 * rest below the parent folder. Strays are what `save_to_folder` makes by the bare name, and never reads again.
 */
function pathOf(slug: FolderSlug, delimiter: string): string | null {
  const { IMAP_FOLDER, IMAP_PARENT_FOLDER } = config();
  if (slug === 'inbox') return IMAP_FOLDER;
  if (slug === 'stray-old') return folderName(slug);
  if (slug.startsWith('stray-')) return IMAP_PARENT_FOLDER ? folderName(slug) : null;
  return IMAP_PARENT_FOLDER ? `${IMAP_PARENT_FOLDER}${delimiter}${folderName(slug)}` : folderName(slug);
}

function isSamePath(listed: string, path: string | null): boolean {
  // INBOX alone is the same in any case (RFC 9051 §5.1).
  return listed === path || (path?.toUpperCase() === 'INBOX' && listed.toUpperCase() === 'INBOX');
}

function stateOf(status: ListResponse['status'] | false): FolderState | null {
  if (!status || status.uidNext === undefined || status.uidValidity === undefined) return null;
  return {
    uidValidity: Number(status.uidValidity),
    uidNext: status.uidNext,
    messageCount: status.messages ?? 0,
    modseq: status.highestModseq ?? null,
  };
}

/**
 * Runs `use` with the folder selected and locked, under the UIDVALIDITY that the caller's UIDs mean.
 * @throws {VoicemailError} message-id-stale when the folder was made anew since
 */
export async function withFolder<T>(
  client: ImapFlow,
  { path, uidValidity }: { path: string; uidValidity: number },
  use: () => Promise<T>,
): Promise<T> {
  const lock = await client.getMailboxLock(path);
  try {
    if (selectedValidity(client) !== uidValidity) await client.mailboxOpen(path);
    if (selectedValidity(client) !== uidValidity) {
      throw new VoicemailError('message-id-stale', `Cannot use ${path}: the mail server has numbered it anew`);
    }
    return await use();
  } finally {
    lock.release();
  }
}

function selectedValidity(client: ImapFlow): number | null {
  return client.mailbox ? Number(client.mailbox.uidValidity) : null;
}
