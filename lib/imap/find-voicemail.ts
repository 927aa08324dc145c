import 'server-only';
import type { ImapFlow } from 'imapflow';
import { refused } from './errors.ts';

/** One header for every search: each new name would cost the server one more pass over the folder. */
const MARK_OF_VOICEMAIL = 'X-Asterisk-VM-Extension';
const MARK_LINE = new RegExp(`^${MARK_OF_VOICEMAIL}:`, 'im');

/**
 * The UIDs of the selected folder's messages with voicemail headers, from a UID upwards.
 * @throws {VoicemailError | ImapFlowError}
 */
export async function findVoicemail(client: ImapFlow, firstUid: number): Promise<number[]> {
  const uids = await found(client, { uid: `${firstUid}:*` });
  if (!isCyrus(client)) return uids.filter((uid) => uid >= firstUid);
  const newest = await newestMarked(client, messageCountOf(client));
  const isBelievable = newest.every((uid) => uid < firstUid || uids.includes(uid));
  const all = isBelievable ? uids : await marked(client, `${firstUid}:*`, { uid: true });
  // "n:*" names the last message even when its UID is below n (RFC 9051 §9, seq-range).
  return all.filter((uid) => uid >= firstUid);
}

/**
 * The same among the messages between two sequence numbers.
 * @throws {VoicemailError | ImapFlowError}
 */
export async function findVoicemailBetween(client: ImapFlow, first: number, last: number): Promise<number[]> {
  const range = `${first}:${last}`;
  const uids = await found(client, { seq: range });
  if (!isCyrus(client) || uids.length > last - first) return uids;
  const isBelievable = (await newestMarked(client, last, first)).every((uid) => uids.includes(uid));
  return isBelievable ? uids : marked(client, range);
}

async function found(client: ImapFlow, where: { uid: string } | { seq: string }): Promise<number[]> {
  const uids = await client.search({ ...where, header: { [MARK_OF_VOICEMAIL]: true } }, { uid: true });
  if (!Array.isArray(uids)) throw refused(client, 'Cannot search for voicemail');
  return uids;
}

const isCyrus = ({ serverInfo }: ImapFlow): boolean => /cyrus/i.test(String(serverInfo?.name ?? ''));
const messageCountOf = ({ mailbox }: ImapFlow): number => (mailbox ? mailbox.exists : 0);

const SAMPLE = 200;

/** A Cyrus with a squat index finds nothing by a header's mere presence (cyrus-imapd issue 3948): the newest tell. */
async function newestMarked(client: ImapFlow, last: number, first = 1): Promise<number[]> {
  return last === 0 ? [] : marked(client, `${Math.max(first, last - SAMPLE + 1)}:${last}`);
}

/** Without the search: every message is looked at, which takes long in a large folder. */
async function marked(client: ImapFlow, range: string, options: { uid?: true } = {}): Promise<number[]> {
  const messages = await client.fetchAll(range, { uid: true, headers: [MARK_OF_VOICEMAIL] }, options);
  return messages.filter(({ headers }) => MARK_LINE.test(String(headers ?? ''))).map(({ uid }) => uid);
}
