import 'server-only';
import type { ImapFlow } from 'imapflow';
import { describeCause, log } from '#lib/platform/log.ts';
import { VoicemailError } from '#lib/voicemail/errors.ts';
import type { FolderSlug } from '#lib/voicemail/folder.ts';
import type { Account } from './account.ts';
import { refused } from './errors.ts';
import { plainExpunge, uidExpunge, uidStore } from './exec.ts';
import { selectFolder } from './folder.ts';
import { type FolderIndex, keepIndex } from './index-cache.ts';
import { editLedger, ledgerOf } from './ledger.ts';
import { GONE_KEYWORD } from './marks.ts';
import { uidSets } from './uid-set.ts';
import { beginWrite, type Writing } from './writing.ts';

/** A folder whose messages are meant by UID. */
export interface FolderAt {
  /** Without a slug it is the folder of greetings, which no list shows. */
  place: { path: string; slug: FolderSlug | null };
  state: { uidValidity: number };
}

/**
 * Takes these messages out of their folder for good, and no other, whatever flags the others bear. Nothing of ours
 * stays behind flagged `\Deleted`: the phone's own EXPUNGE would trip over it.
 * @returns the folder without them
 * @throws {VoicemailError} purge-unsafe when a plain EXPUNGE would take others along, message-id-stale, and of the mail server kind
 */
export async function expungeMessages(writing: Writing, index: FolderIndex, uids: number[]): Promise<FolderIndex> {
  if (uids.length === 0) return index;
  await expungeUids(writing, index, uids);
  const entries = new Map(index.entries);
  for (const uid of uids) entries.delete(uid);
  const after = { ...index, entries };
  keepIndex(writing.account, after);
  return after;
}

/** The same of a folder that is not in the index. */
export async function expungeUids(writing: Writing, folder: FolderAt, uids: number[]): Promise<void> {
  const { client } = writing;
  await selectFolder(client, folder.place.path, folder.state.uidValidity);
  beginWrite(writing);
  if (client.capabilities.has('UIDPLUS')) await expungeByUid(client, folder, uids);
  else await expungeAlone(writing, folder, uids);
}

/** RFC 4315 */
async function expungeByUid(client: ImapFlow, index: FolderAt, uids: number[]): Promise<void> {
  for (const set of uidSets(uids)) {
    await orTakenBack(client, index, uids, async () => {
      await setFlags(client, set, [...leavingFlags(client, index), ...heardToo(index)], true);
      await uidExpunge(client, set);
    });
  }
  await assertGone(client, index, uids);
}

const MOST_ROUNDS = 3;

/** Without UIDPLUS there is only the plain EXPUNGE: the marks of all others are lifted for as long as it takes. */
async function expungeAlone({ client, account }: Writing, index: FolderAt, uids: number[]): Promise<void> {
  try {
    await liftOthers(client, account, index, uids);
    await orTakenBack(client, index, uids, () => plainExpunge(client));
    await assertGone(client, index, uids);
  } catch (error) {
    if (client.usable) await setFlagsAll(client, uids, leavingFlags(client, index), false).catch(noteFailure);
    throw error;
  } finally {
    if (client.usable) await putBackLifted(client, account, index).catch(noteFailure);
  }
}

/** Returns when the folder's `\Deleted` are ours and no other, as read back. */
async function liftOthers(client: ImapFlow, account: Account, index: FolderAt, uids: number[]): Promise<void> {
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const others = (await deletedUids(client)).filter((uid) => !uids.includes(uid));
    if (others.length === 0 && round > 0) return;
    // Noted first: should we die now, the marks are put back at the next contact.
    if (others.length > 0) await noteLifted(account, index, others);
    await setFlagsAll(client, others, DELETED, false);
    await setFlagsAll(client, uids, [...leavingFlags(client, index), ...heardToo(index)], true);
  }
  throw new VoicemailError(
    'purge-unsafe',
    'Cannot delete for good: other messages in the folder are flagged deleted and the flag cannot be lifted',
  );
}

const liftedKey = ({ place, state }: FolderAt) => `${place.path} ${state.uidValidity}`;

function noteLifted(account: Account, index: FolderAt, uids: number[]): Promise<void> {
  const key = liftedKey(index);
  return editLedger(account, (ledger) => {
    const all = [...new Set([...(ledger.lifted[key] ?? []), ...uids])];
    return { ...ledger, lifted: { ...ledger.lifted, [key]: all } };
  });
}

/** Gives other people's messages back the `\Deleted` that we lifted, be it after a crash. The folder is selected. */
export async function putBackLifted(client: ImapFlow, account: Account, index: FolderAt): Promise<void> {
  const key = liftedKey(index);
  const uids = (await ledgerOf(account)).lifted[key];
  if (!uids) return;
  await setFlagsAll(client, uids, DELETED, true);
  await editLedger(account, ({ lifted: { [key]: _, ...lifted }, ...ledger }) => ({ ...ledger, lifted }));
}

/** A refused EXPUNGE leaves no mark behind. */
async function orTakenBack(
  client: ImapFlow,
  index: FolderAt,
  uids: number[],
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (client.usable) await setFlagsAll(client, uids, leavingFlags(client, index), false).catch(noteFailure);
    throw error;
  }
}

const noteFailure = (error: unknown) => log().warn({ cause: describeCause(error) }, 'a mark could not be put back');

const DELETED = ['\\Deleted'];

/**
 * In Deleted, where a mail client may flag messages too, ours say that it was us: should the EXPUNGE never come, `tidy`
 * knows them. Elsewhere the origin says so.
 */
function leavingFlags({ mailbox }: ImapFlow, { place }: FolderAt): string[] {
  const kept = mailbox ? mailbox.permanentFlags : undefined;
  const isKept = kept?.has('\\*') || kept?.has(GONE_KEYWORD);
  return place.slug === 'deleted' && isKept ? [...DELETED, GONE_KEYWORD] : DELETED;
}

/**
 * A source that is new has been taken back by the phone or a mail client. Ours leaves as heard, so that `tidy` can tell
 * an EXPUNGE that never came from a mail client's own `\Deleted`.
 */
const heardToo = ({ place }: FolderAt) => (place.slug === 'deleted' ? [] : ['\\Seen']);

async function setFlagsAll(client: ImapFlow, uids: number[], flags: string[], isSet: boolean): Promise<void> {
  for (const set of uidSets(uids)) await setFlags(client, set, flags, isSet);
}

function setFlags(client: ImapFlow, set: string, flags: string[], isSet: boolean): Promise<void> {
  return uidStore(client, set, isSet ? '+FLAGS' : '-FLAGS', flags);
}

async function deletedUids(client: ImapFlow): Promise<number[]> {
  const found = await client.search({ deleted: true }, { uid: true });
  if (!Array.isArray(found)) throw refused(client, 'Cannot look for deleted messages');
  return found;
}

/** The server's OK is not believed: a message that stayed must stay in the list, too. */
async function assertGone(client: ImapFlow, index: FolderAt, uids: number[]): Promise<void> {
  for (const set of uidSets(uids)) {
    const left = await client.search({ uid: set }, { uid: true });
    if (!Array.isArray(left)) throw refused(client, 'Cannot see whether messages are gone');
    if (left.length === 0) continue;
    await setFlagsAll(client, left, leavingFlags(client, index), false).catch(noteFailure);
    throw new VoicemailError('mail-server-misbehaved', 'Cannot delete for good: the mail server kept the messages');
  }
}
