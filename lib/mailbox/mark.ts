import 'server-only';
import type { Account } from '#lib/imap/account.ts';
import type { FolderIndex } from '#lib/imap/index-cache.ts';
import { readFolder, withDetails } from '#lib/imap/read.ts';
import { storeSeen } from '#lib/imap/write.ts';
import type { MailboxAddress } from '#lib/voicemail/address.ts';
import { type ErrorCode, VoicemailError } from '#lib/voicemail/errors.ts';
import type { FolderSlug } from '#lib/voicemail/folder.ts';
import { type Message, type MessagePlace, messageId, parseMessageId, type Status } from '#lib/voicemail/message.ts';
import { messageOf } from './message-of.ts';
import { ownEntry } from './ownership.ts';
import { statusOf } from './page.ts';

export interface Change {
  /** As they are now; `was` is the id that was asked for. */
  messages: (Message & { was: string })[];
  failed: { id: string; code: ErrorCode }[];
}

/**
 * Marks messages heard or new, in one STORE per folder. Each id succeeds or fails by itself, and says why.
 * @throws {VoicemailError} what the mail server failed with, when no message was changed because of it
 */
export async function markAs(
  account: Account,
  address: MailboxAddress,
  ids: string[],
  status: Status,
): Promise<Change> {
  const change: Change = { messages: [], failed: [] };
  let serverFailure: VoicemailError | undefined;
  for (const [folder, places] of byFolder(ids)) {
    try {
      const index = await readFolder(account, folder);
      if (index) await markIn(account, index, ownUids(index, address, places, change), status, change);
      else fail(places, 'message-not-found', change);
    } catch (error) {
      if (!(error instanceof VoicemailError)) throw error;
      serverFailure ??= error;
      fail(places, error.code, change);
    }
  }
  if (serverFailure && change.messages.length === 0) throw serverFailure;
  return change;
}

async function markIn(
  account: Account,
  index: FolderIndex,
  uids: number[],
  status: Status,
  change: Change,
): Promise<void> {
  const after = await storeSeen(account, index, uids, status === 'old');
  const found = uids.flatMap((uid) => after.entries.get(uid) ?? []);
  const changed = found.filter((entry) => statusOf(entry) === status);
  const entries = await withDetails(account, after, changed);
  change.messages.push(
    ...entries.map((entry) => messageOf(after, entry)).map((message) => ({ ...message, was: message.id })),
  );
  const placesOf = (which: (uid: number) => boolean) => uids.filter(which).map((uid) => placeIn(index, uid));
  fail(
    placesOf((uid) => !after.entries.has(uid)),
    'message-not-found',
    change,
  );
  // A read-only folder answers OK and keeps the flag as it was.
  const unchanged = new Set(found.filter((entry) => statusOf(entry) !== status).map(({ uid }) => uid));
  fail(
    placesOf((uid) => unchanged.has(uid)),
    'not-allowed',
    change,
  );
}

/** The UIDs that may be marked; the others are noted as failed. */
function ownUids(index: FolderIndex, address: MailboxAddress, places: MessagePlace[], change: Change): number[] {
  const isCurrent = ({ uidValidity }: MessagePlace) => uidValidity === index.state.uidValidity;
  const isOwn = (place: MessagePlace) => isCurrent(place) && ownEntry(index, place, address) !== null;
  fail(
    places.filter((place) => !isCurrent(place)),
    'message-id-stale',
    change,
  );
  fail(
    places.filter((place) => isCurrent(place) && !isOwn(place)),
    'message-not-found',
    change,
  );
  return places.filter(isOwn).map(({ uid }) => uid);
}

function fail(places: MessagePlace[], code: ErrorCode, change: Change): void {
  change.failed.push(...places.map((place) => ({ id: messageId(place), code })));
}

function byFolder(ids: string[]): Map<FolderSlug, MessagePlace[]> {
  const folders = new Map<FolderSlug, MessagePlace[]>();
  for (const place of new Set(ids).values()) {
    const parsed = parseMessageId(place);
    if (parsed) folders.set(parsed.folder, [...(folders.get(parsed.folder) ?? []), parsed]);
  }
  return folders;
}

const placeIn = ({ place, state }: FolderIndex, uid: number): MessagePlace => ({
  folder: place.slug,
  uidValidity: state.uidValidity,
  uid,
});
