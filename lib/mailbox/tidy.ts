import 'server-only';
import type { Account } from '#lib/imap/account.ts';
import { putBackLifted } from '#lib/imap/expunge.ts';
import type { Entry, FolderIndex } from '#lib/imap/index-cache.ts';
import { NO_MARKS } from '#lib/imap/marks.ts';
import { storeFlags, storeMarks } from '#lib/imap/write.ts';
import { allNow, indexNow, type Writing, withWriting } from '#lib/imap/writing.ts';
import { phoneSessions } from '#lib/phone/sessions.ts';
import { config } from '#lib/platform/config.ts';
import { parseAddress } from '#lib/voicemail/address.ts';
import { isOnPhone } from '#lib/voicemail/folder.ts';
import { recordExpired } from './deeds.ts';
import { expungeNow, mayRenumber, sharers } from './hide.ts';
import { keptSince, purgeAtSeconds, type Since } from './kept.ts';
import { idIn, Outcome } from './outcome.ts';
import { isMessageOf } from './ownership.ts';
import { knownMailboxes, learnMailboxes } from './proven.ts';
import { purge } from './purge.ts';
import { quietMs } from './quiet.ts';
import { copiesElsewhere, hasMarked, isHidden, isMarked, rowsOf } from './rows.ts';

/**
 * Finishes what verbs had to leave, and what was cut short: hidden sources leave when no phone session can be hurt, a
 * mark without a copy is taken back, and what has been in Deleted for its days is purged. Only ever voicemail.
 * @returns whether something is still waiting
 * @throws {VoicemailError} of the mail server kind
 */
export function tidy(account: Account): Promise<boolean> {
  return withWriting(account, 'Cannot tidy the mailbox', async (writing) => {
    let isWaiting = false;
    const all = await allNow(writing);
    // Whose phone may be in the menu: an account that was empty when it was opened has proven nothing yet.
    learnMailboxes(account, all);
    const cleared: FolderIndex[] = [];
    for (const index of all) {
      await putBack(writing, index);
      cleared.push(await withoutStaleMarks(writing, index, all));
    }
    // What is alive again is a copy for others: only now can be told what has one.
    for (const index of cleared) isWaiting = (await tidyFolder(writing, index, cleared)) || isWaiting;
    await purgeExpired(writing);
    return isWaiting;
  });
}

/** Whether `tidy` would find anything to do in these folders, now or later. */
export function isTidyDue(folders: FolderIndex[], since: Since): boolean {
  if (folders.some(({ reading }) => reading !== null)) return false;
  return folders.some(hasMarked) || [...since.values()].some(isExpired);
}

async function putBack(writing: Writing, index: FolderIndex): Promise<void> {
  await indexNow(writing, index.place.slug);
  await putBackLifted(writing.client, writing.account, index);
}

async function tidyFolder(writing: Writing, index: FolderIndex, all: FolderIndex[]): Promise<boolean> {
  const isQuiet = quietMs(writing.account, index) >= config().TIDY_AFTER_MINUTES * 60_000;
  const entries = markedIn(index).filter((entry) => isLeaving(entry, index, all));
  if (entries.length === 0) return false;
  if (mayRenumber(writing, index) || (isQuiet && mayBeQuiet(writing, index))) {
    await expungeNow(writing, index, entries);
    return false;
  }
  await liftDeleted(writing, index, entries);
  return true;
}

const markedIn = (index: FolderIndex) => [...index.entries.values()].filter((entry) => isMarked(entry, index));

/** Hidden, or what an EXPUNGE that never came has left flagged `\Deleted`: heard, too, where the phone can see it. */
function isLeaving(entry: Entry, index: FolderIndex, all: FolderIndex[]): boolean {
  const { isDeleted, isSeen, marks } = entry.flags;
  const isOurs = isDeleted && (isSeen || index.place.slug === 'deleted');
  const hasCopy = marks.isGone || copiesElsewhere(entry, index, all).length > 0;
  return isHidden(entry, index, all) || (isOurs && hasCopy);
}

/** Without word from Asterisk the quiet in the folder has to do; where a session is known to run nothing does. */
function mayBeQuiet({ account }: Writing, index: FolderIndex): boolean {
  return !isOnPhone(index.place.slug) || phoneSessions(sharers(account, index)) !== 'open';
}

/** A mark is stale on what the phone or a mail client took back, and where the copy was never made. */
function withoutStaleMarks(writing: Writing, index: FolderIndex, all: FolderIndex[]) {
  const stale = markedIn(index).filter((entry) => !isLeaving(entry, index, all) && !entry.flags.isDeleted);
  return storeMarks(
    writing,
    index,
    stale.map(({ uid }) => uid),
    NO_MARKS,
  );
}

/** A `\Deleted` of ours that lies there would make the phone's second delete hit the wrong message. */
function liftDeleted(writing: Writing, index: FolderIndex, entries: Entry[]): Promise<FolderIndex> {
  const uids = entries.filter(({ flags }) => flags.isDeleted).map(({ uid }) => uid);
  return storeFlags(writing, index, uids, { add: ['\\Seen'], remove: ['\\Deleted'] });
}

function isExpired(sinceSeconds: number): boolean {
  const seconds = purgeAtSeconds(sinceSeconds);
  return seconds !== null && seconds * 1000 <= Date.now();
}

async function purgeExpired(writing: Writing): Promise<void> {
  const deleted = await indexNow(writing, 'deleted');
  const since = await keptSince(writing.account, deleted ?? undefined);
  if (!(deleted && [...since.values()].some(isExpired))) return;
  for (const text of knownMailboxes(writing.account)) {
    const address = parseAddress(text);
    const rows = address ? rowsOf(deleted, address, []) : [];
    const chosen = rows
      .filter(({ copies }) => copies.every(({ uid }) => isExpired(since.get(uid) ?? Number.POSITIVE_INFINITY)))
      .filter(({ entry }) => address !== null && isMessageOf(entry, address))
      .map((row) => ({ ...row, id: idIn(deleted, row.entry.uid) }));
    if (!address || chosen.length === 0) continue;
    const purged: string[] = [];
    await new Outcome().attempt(writing, [], '', () => purge(writing, { folder: 'deleted', chosen }, purged));
    if (purged.length > 0)
      recordExpired(
        writing.account,
        address,
        chosen.map(({ id, entry }) => ({ id, caller: entry.detail?.caller })),
      );
  }
}
