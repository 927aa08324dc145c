import 'server-only';
import type { FolderIndex } from '#lib/imap/index-cache.ts';
import { detailsNow, foldersAsSeen } from '#lib/imap/read.ts';
import { allNow, indexNow, type Writing } from '#lib/imap/writing.ts';
import type { MailboxAddress } from '#lib/voicemail/address.ts';
import { VoicemailError } from '#lib/voicemail/errors.ts';
import { type FolderSlug, STANDARD_FOLDERS } from '#lib/voicemail/folder.ts';
import { type MessagePlace, messageId, parseMessageId } from '#lib/voicemail/message.ts';
import type { Selection } from './mailbox.ts';
import { type Chosen, type Group, idIn, type Outcome } from './outcome.ts';
import { pageOf } from './page.ts';
import { hasMarked, type Row, rowsOf } from './rows.ts';

/**
 * The rows that a verb is for, by folder and as they are now. What is not this mailbox's, gone, or hidden is noted as
 * failed.
 * @throws {VoicemailError} message-id-stale where a filter's `upTo` no longer means anything
 */
export async function select(
  writing: Writing,
  address: MailboxAddress,
  { ids, filter }: Selection,
  outcome: Outcome,
): Promise<Group[]> {
  if (filter) return selectByFilter(writing, address, filter);
  const groups: Group[] = [];
  for (const [folder, places] of byFolder(ids ?? [])) {
    await outcome.attempt(writing, places.map(messageId), 'Cannot open the folder', async () => {
      groups.push({ folder, chosen: await selectByPlace(writing, address, folder, places, outcome) });
    });
  }
  return groups;
}

async function selectByPlace(
  writing: Writing,
  address: MailboxAddress,
  folder: FolderSlug,
  places: MessagePlace[],
  outcome: Outcome,
): Promise<Chosen[]> {
  const index = await indexNow(writing, folder);
  if (!index) return failAll(folder, places, outcome);
  const isStale = ({ uidValidity }: MessagePlace) => uidValidity !== index.state.uidValidity;
  outcome.fail(places.filter(isStale).map(messageId), 'message-id-stale');
  const rows = await rowsNow(writing, index, address);
  const isWhole = !foldersAsSeen(writing.account).some(({ reading }) => reading);
  const rowOfUid = new Map(rows.flatMap((row) => row.copies.map(({ uid }) => [uid, row] as const)));
  const chosen = new Map<Row, Chosen>();
  for (const place of places.filter((candidate) => !isStale(candidate))) {
    const row = rowOfUid.get(place.uid);
    if (!row) outcome.fail([messageId(place)], isWhole ? 'message-not-found' : 'mailbox-busy');
    else chosen.set(row, { ...row, entry: index.entries.get(row.entry.uid) ?? row.entry, id: messageId(place) });
  }
  return [...chosen.values()];
}

/** A standard folder that nobody has opened yet is simply empty. */
function failAll(folder: FolderSlug, places: MessagePlace[], outcome: Outcome): Chosen[] {
  outcome.fail(places.map(messageId), STANDARD_FOLDERS.includes(folder) ? 'message-not-found' : 'folder-not-found');
  return [];
}

/** Other folders are read again only where something in this one is on its way there. */
async function rowsNow(writing: Writing, index: FolderIndex, address: MailboxAddress): Promise<Row[]> {
  return rowsOf(index, address, hasMarked(index) ? await allNow(writing) : []);
}

async function selectByFilter(
  writing: Writing,
  address: MailboxAddress,
  { upTo, ...search }: NonNullable<Selection['filter']>,
): Promise<Group[]> {
  const index = await indexNow(writing, search.folder);
  if (!index) return [];
  const newest = parseMessageId(upTo);
  if (newest?.folder !== search.folder || newest.uidValidity !== index.state.uidValidity) {
    throw new VoicemailError('message-id-stale', 'Cannot tell what was seen: the folder has been numbered anew');
  }
  const rows = (await rowsNow(writing, index, address)).filter(({ copies }) =>
    copies.every(({ uid }) => uid <= newest.uid),
  );
  // Asterisk's headers lose a caller's accents; the whole name comes with the details.
  if (search.q)
    await detailsNow(
      writing,
      index,
      rows.map(({ entry }) => entry),
    );
  const found = pageOf(index, rows, { ...search, limit: Number.POSITIVE_INFINITY });
  const uids = new Set(found.entries.map(({ uid }) => uid));
  const chosen = rows.filter(({ entry }) => uids.has(entry.uid));
  return [
    {
      folder: search.folder,
      chosen: chosen.map((row) => ({
        ...row,
        entry: index.entries.get(row.entry.uid) ?? row.entry,
        id: idIn(index, row.entry.uid),
      })),
    },
  ];
}

function byFolder(ids: string[]): Map<FolderSlug, MessagePlace[]> {
  const folders = new Map<FolderSlug, MessagePlace[]>();
  for (const id of new Set(ids)) {
    const place = parseMessageId(id);
    if (place) folders.set(place.folder, [...(folders.get(place.folder) ?? []), place]);
  }
  return folders;
}
