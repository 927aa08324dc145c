import 'server-only';
import type { ImapFlow, ListOptions, ListResponse, StatusObject, StatusQuery } from 'imapflow';
import { VoicemailError } from '#lib/voicemail/errors.ts';
import { FOLDER_SLUGS, type FolderSlug, folderName } from '#lib/voicemail/folder.ts';
import { isFollowed } from './exec.ts';
import { commonHome, type MailFolders } from './mail-home.ts';

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
  /** The path as the server wrote it, for commands that imapflow does not encode. */
  wirePath: string;
}

const foldersOf = new WeakMap<ImapFlow, MailFolders>();

/** Says where on this connection the folders lie: voicemail.conf may say it for each mailbox otherwise. */
export function setFolders(client: ImapFlow, folders: MailFolders): void {
  foldersOf.set(client, folders);
}

const STATE_QUERY = { messages: true, uidNext: true, uidValidity: true, highestModseq: true } satisfies StatusQuery;

/**
 * Every folder of ours that is there, in one round trip where the server has LIST-STATUS (RFC 5819). The state is null
 * where it has not, and of the selected folder, where it may say what was.
 */
export async function listFolders(client: ImapFlow): Promise<(FolderPlace & { state: FolderState | null })[]> {
  const listed = (await client.list(listOptions(client))).filter(canBeOpened);
  return FOLDER_SLUGS.flatMap((slug) => {
    const path = pathOf(slug, rootOf(client));
    const folder = listed.find((candidate) => isSamePath(candidate.path, path));
    if (!folder) return [];
    const state = isSelected(client, folder.path) ? null : stateOf(folder.status);
    return [{ slug, path: folder.path, wirePath: folder.pathAsListed, state }];
  });
}

/** Without LIST-STATUS imapflow would ask for the STATUS of each folder there is: on UW each file of a home directory. */
function listOptions({ capabilities }: ImapFlow): ListOptions {
  const hasListStatus = ['LIST-STATUS', 'IMAP4rev2'].some((name) => capabilities.has(name));
  return hasListStatus ? { statusQuery: STATE_QUERY } : {};
}

/** Flags have no case: UW writes \\NoSelect. */
function canBeOpened({ flags }: ListResponse): boolean {
  return ![...flags].some((flag) => flag.toLowerCase() === '\\noselect');
}

/**
 * Where a folder would be that is not there yet.
 * @throws {VoicemailError} not-supported where the server can have no such folder, and folder-not-found
 */
export function pathFor(client: ImapFlow, slug: FolderSlug): string {
  const root = rootOf(client);
  const path = pathOf(slug, root);
  const doing = `Cannot make ${folderName(slug)}`;
  if (path === null) throw new VoicemailError('folder-not-found', `${doing}: Asterisk has no such folder here`);
  if (isBelow(path, root)) return path;
  throw new VoicemailError(
    'not-supported',
    `${doing}: the mail server has folders below ${root.prefix} only, and Asterisk would open ${path}: set imapparentfolder`,
  );
}

/** Where the server lets a person have folders: the personal namespace (RFC 2342), which imapflow asks for at sign-in. */
interface Root extends MailFolders {
  prefix: string;
  delimiter: string;
}

function rootOf(client: ImapFlow): Root {
  const { namespace } = client;
  const folders = foldersOf.get(client) ?? commonHome().folders;
  return { ...folders, prefix: namespace?.prefix ?? '', delimiter: namespace?.delimiter ?? '/' };
}

/** Whether the server lets the person have a folder of just that path. */
export function canHave(client: ImapFlow, path: string): boolean {
  return isBelow(path, rootOf(client));
}

/** imapflow would put the prefix before any other path, and so make a folder that no phone opens. */
function isBelow(path: string, { prefix }: Root): boolean {
  return path.toUpperCase() === 'INBOX' || path.startsWith(prefix);
}

/**
 * Opens a folder anew and says its numbers now. A SELECT and no STATUS: of the selected folder servers tell STATUS what
 * this session saw last (RFC 9051 §6.3.11), be it long since deleted and made again.
 * @throws {ImapFlowError} when there is no such folder, or it cannot be opened
 */
export async function openFolder(client: ImapFlow, path: string): Promise<FolderState> {
  const { exists, uidNext, uidValidity, highestModseq, noModseq } = await client.mailboxOpen(path);
  const modseq = noModseq ? null : (highestModseq ?? null);
  const next = uidNext ?? (await uidAfterLast(client, exists));
  return { uidValidity: Number(uidValidity), uidNext: next, messageCount: exists, modseq };
}

/**
 * The folder's numbers now, without opening it anew where that is as sure: at each SELECT of a large maildir Dovecot reads
 * its list of file names. The folder is selected afterwards.
 * @throws {ImapFlowError} when there is no such folder, or it cannot be opened
 */
export async function stateNow(client: ImapFlow, path: string): Promise<FolderState> {
  const state = isSelected(client, path) && isDovecot(client) ? await followedState(client, path) : null;
  return state ?? openFolder(client, path);
}

/** Of the selected folder; `null` when its session can no longer be told from what became of the folder. */
async function followedState(client: ImapFlow, path: string): Promise<FolderState | null> {
  const selected = client.mailbox ? client.mailbox.uidValidity : undefined;
  if (!(client.enabled.has('CONDSTORE') && (await isFollowed(client).catch(orNothing(client))))) return null;
  const status = await client.status(path, STATE_QUERY).catch(orNothing(client));
  const state = status ? stateOf(status) : null;
  return state?.modseq && state.uidValidity === Number(selected) ? state : null;
}

/** Whether the folder is the one that IMAP calls selected. */
function isSelected({ mailbox }: ImapFlow, path: string): boolean {
  return mailbox ? mailbox.path === path : false;
}

/**
 * Dovecot alone was seen to say so when the selected folder was deleted, renamed or made anew by others: it hangs up, or
 * answers NOOP with an untagged NO. After a good NOOP its STATUS of the selected folder is that of this moment.
 */
export const isDovecot = ({ serverInfo }: ImapFlow): boolean => /dovecot/i.test(String(serverInfo?.name ?? ''));

/** SELECT says better what is wrong; a connection that is gone is gone. */
const orNothing = (client: ImapFlow) => (error: unknown) => {
  if (client.usable) return false as const;
  throw error;
};

/** Courier's SELECT does not tell UIDNEXT. No newcomer can have a lower one than this. */
async function uidAfterLast(client: ImapFlow, messageCount: number): Promise<number> {
  const last = messageCount > 0 && (await client.fetchOne('*', { uid: true }));
  return last ? last.uid + 1 : 1;
}

/**
 * Makes sure that the folder is selected, under the UIDVALIDITY that the caller's UIDs mean.
 * @throws {VoicemailError} message-id-stale when the folder was made anew since
 */
export async function selectFolder(client: ImapFlow, path: string, uidValidity: number): Promise<void> {
  if (!isSelected(client, path)) await client.mailboxOpen(path);
  if (client.mailbox && Number(client.mailbox.uidValidity) === uidValidity) return;
  throw new VoicemailError('message-id-stale', `Cannot use ${path}: the mail server has numbered it anew`);
}

/**
 * The folder's full path, as Asterisk opens it (app_voicemail.c imap_mailbox_name): the inbox by its own setting, the
 * rest below the parent folder. Strays are what `save_to_folder` makes by the bare name, and never reads again. Deleted is
 * ours alone, so it is where the server can have it.
 */
function pathOf(slug: FolderSlug, root: Root): string | null {
  const { inbox, parent, delimiter } = root;
  if (slug === 'inbox') return inbox;
  if (slug === 'stray-old') return folderName(slug);
  if (slug.startsWith('stray-')) return parent ? folderName(slug) : null;
  const path = parent ? `${parent}${delimiter}${folderName(slug)}` : folderName(slug);
  return slug === 'deleted' && !isBelow(path, root) ? `${root.prefix}${folderName(slug)}` : path;
}

function isSamePath(listed: string, path: string | null): boolean {
  // INBOX alone is the same in any case (RFC 9051 §5.1).
  return listed === path || (path?.toUpperCase() === 'INBOX' && listed.toUpperCase() === 'INBOX');
}

function stateOf(status: Omit<StatusObject, 'path'> | undefined): FolderState | null {
  if (status?.uidNext === undefined || status.uidValidity === undefined) return null;
  return {
    uidValidity: Number(status.uidValidity),
    uidNext: status.uidNext,
    messageCount: status.messages ?? 0,
    // 0: not kept (RFC 7162 §3.1.2.2).
    modseq: status.highestModseq || null,
  };
}
