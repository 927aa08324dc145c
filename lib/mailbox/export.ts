import 'server-only';
import type { Account } from '#lib/imap/account.ts';
import type { MailboxAddress } from '#lib/voicemail/address.ts';
import { VoicemailError } from '#lib/voicemail/errors.ts';
import { type ExportRow, exportList, MOST_EXPORTED } from '#lib/voicemail/export-list.ts';
import { FileNames } from '#lib/voicemail/file-names.ts';
import { type FolderSlug, folderName } from '#lib/voicemail/folder.ts';
import { messageId, parseMessageId } from '#lib/voicemail/message.ts';
import { wallClock } from '#lib/voicemail/recording-name.ts';
import { uidsOfRanges } from '#lib/voicemail/uid-ranges.ts';
import { recordExport } from './deeds.ts';
import type { MessageFinder } from './find-message.ts';
import type { Mailbox, MessageSearch } from './mailbox.ts';
import { messageOf } from './message-of.ts';
import type { Found } from './ownership.ts';
import { loadPlayable, loadStored, type SoundFile } from './recording.ts';

/** A file of an archive. Its bytes are made as they are taken. */
export interface ExportedFile {
  name: string;
  /** In the local time of this process, which is all that a zip says, it is what the reader's clock showed. */
  modified: Date;
  pieces: AsyncIterable<Uint8Array>;
}

/** What is to be exported, and how. */
export interface ExportWish {
  ids: readonly string[];
  /** As the mailbox stores it, or as a WAV where that can be made. */
  form: 'wav' | 'stored';
  /** Of names and list (IANA); UTC where none is given. */
  timeZone: string | undefined;
}

/** The mailbox that has the messages. */
interface Source {
  account: Account;
  address: MailboxAddress;
  finder: MessageFinder;
}

/** Then nothing more is to be had for this session, or now. */
const ENDS = ['sign-in-required', 'credentials-rejected', 'unexpected'];
const OUTAGES = ['mail-server-unreachable', 'mailbox-busy', 'site-misconfigured'];

/** Messages of a folder by their numbers, as an address bar has them. */
interface Numbers {
  uidValidity: number | undefined;
  /** `1:3,7` */
  uids: string | undefined;
}

const LIST_NAME = 'messages.csv';

/**
 * The sound of each message, one after the other, and at last the list of them all, which says why a sound is missing.
 * @throws {VoicemailError} the first failure when there is no sound at all, and what ends a session
 */
export async function* exportedFiles(
  { account, address, finder }: Source,
  { ids, form, timeZone = 'UTC' }: ExportWish,
): AsyncGenerator<ExportedFile, void> {
  const rows: ExportRow[] = [];
  const done = new Set<ExportRow>();
  const names = new FileNames();
  let failure: VoicemailError | null = null;
  try {
    for (const id of ids) {
      const row: ExportRow = { id, message: messageAt(finder.listed(id)), fileName: null, failed: null };
      rows.push(row);
      try {
        if (isOutage(failure)) throw failure;
        const { found, sound } = await finder.load(id, form === 'wav' ? loadWav : loadStored);
        row.message = messageAt(found);
        if (sound.sizeBytes === 0)
          throw new VoicemailError('recording-not-found', 'Cannot export: it has no recording');
        row.fileName = names.unique(sound.fileName(timeZone));
        const modified = modifiedOf(found.entry.receivedSeconds, timeZone);
        yield { name: row.fileName, modified, pieces: piecesOf(sound, row, done) };
      } catch (error) {
        failure = noted(error, row);
      }
    }
    if (failure && failure.code !== 'recording-not-found' && rows.every(({ fileName }) => !fileName)) throw failure;
    yield { name: LIST_NAME, modified: new Date(), pieces: listOf(rows, timeZone) };
  } finally {
    recordExport(
      account,
      address,
      rows.filter((row) => row.failed || done.has(row)),
    );
  }
}

const messageAt = (found: Found | null) => found && messageOf(found.index, found.entry);

/** What no decoder of ours knows is kept as it is. */
async function loadWav(account: Account, found: Found): Promise<SoundFile> {
  return loadPlayable(account, found).catch((error) => {
    if (error instanceof VoicemailError && error.code === 'recording-unsupported') return loadStored(account, found);
    throw error;
  });
}

/** What fails in the middle leaves a sound that ends early, and the list says so: the file before it is not lost. */
async function* piecesOf(sound: SoundFile, row: ExportRow, done: Set<ExportRow>): AsyncGenerator<Uint8Array> {
  try {
    yield* sound.between(0, sound.sizeBytes);
    done.add(row);
  } catch (error) {
    noted(error, row);
  }
}

/** @throws what ends the export */
function noted(error: unknown, row: ExportRow): VoicemailError {
  if (!(error instanceof VoicemailError) || ENDS.includes(error.code)) throw error;
  row.failed = error.code;
  return error;
}

const isOutage = (failure: VoicemailError | null): failure is VoicemailError =>
  failure !== null && OUTAGES.includes(failure.code);

/** Made when it is asked for: the last sound may have ended early. */
async function* listOf(rows: ExportRow[], timeZone: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(exportList(rows, timeZone));
}

const FIRST_YEAR_OF_ZIP = 1980;

function modifiedOf(receivedSeconds: number, timeZone: string): Date {
  const received = { receivedSeconds, timeZone, zoneOffsetMinutes: null };
  const modified = new Date(wallClock(received).replace(' ', 'T').replace('.', ':'));
  return modified.getFullYear() < FIRST_YEAR_OF_ZIP ? new Date(FIRST_YEAR_OF_ZIP, 0) : modified;
}

/** The ids of some messages of a folder, by their numbers. */
export function idsWithUids({ folder, uidValidity = 0, uids = '' }: MessageSearch & Partial<Numbers>): string[] {
  return (uidsOfRanges(uids, MOST_EXPORTED) ?? []).map((uid) => messageId({ folder, uidValidity, uid }));
}

/**
 * The ids of all messages that match and had arrived with `upTo`.
 * @throws {VoicemailError} message-not-found for none, message-id-stale, request-invalid for too many,
 * mailbox-busy while the folder is read for the first time, and as `messages`
 */
export async function idsUpTo(
  mailbox: Mailbox,
  { upTo, ...search }: MessageSearch & { upTo: string },
): Promise<string[]> {
  const doing = 'Cannot tell which messages are meant';
  const page = await mailbox.messages({ ...search, limit: Number.POSITIVE_INFINITY });
  if (page.indexing) throw new VoicemailError('mailbox-busy', `${doing}: the folder is being read for the first time`);
  const [newest, now] = [parseMessageId(upTo), parseMessageId(page.upTo ?? '')];
  if (!now) throw new VoicemailError('message-not-found', `${doing}: there are none`);
  if (newest?.folder !== now.folder || newest.uidValidity !== now.uidValidity) {
    throw new VoicemailError('message-id-stale', `${doing}: the folder has been numbered anew`);
  }
  const ids = page.messages.map(({ id }) => id).filter((id) => (parseMessageId(id)?.uid ?? 0) <= newest.uid);
  if (ids.length <= MOST_EXPORTED) return ids;
  throw new VoicemailError('request-invalid', `Cannot download ${ids.length} messages: ${MOST_EXPORTED} at most`);
}

/** `Voicemail Inbox 2026-11-28.zip` */
export function exportFileName(folder: FolderSlug, timeZone = 'UTC'): string {
  const today = wallClock({ receivedSeconds: Date.now() / 1000, timeZone, zoneOffsetMinutes: null }).slice(0, 10);
  return `Voicemail ${folderName(folder)} ${today}.zip`;
}
