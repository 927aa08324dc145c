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
  const found = await client.search({ uid: `${firstUid}:*`, header: { [MARK_OF_VOICEMAIL]: true } }, { uid: true });
  if (!Array.isArray(found)) throw refused(client, 'Cannot search for voicemail');
  const uids = isCyrus(client) && !(await isBelievable(client, found, firstUid)) ? await look(client, firstUid) : found;
  // "n:*" names the last message even when its UID is below n (RFC 9051 §9, seq-range).
  return uids.filter((uid) => uid >= firstUid);
}

const isCyrus = ({ serverInfo }: ImapFlow): boolean => /cyrus/i.test(String(serverInfo?.name ?? ''));

const SAMPLE = 200;

/** A Cyrus with a squat index finds nothing by a header's mere presence (cyrus-imapd issue 3948): the newest tell. */
async function isBelievable(client: ImapFlow, found: number[], firstUid: number): Promise<boolean> {
  const messageCount = client.mailbox ? client.mailbox.exists : 0;
  if (messageCount === 0 || found.length === messageCount) return true;
  const known = new Set(found);
  const newest = await marked(client, `${Math.max(1, messageCount - SAMPLE + 1)}:*`);
  return newest.every((uid) => uid < firstUid || known.has(uid));
}

/** Without the search: every message is looked at, which takes long in a large folder. */
function look(client: ImapFlow, firstUid: number): Promise<number[]> {
  return marked(client, `${firstUid}:*`, { uid: true });
}

async function marked(client: ImapFlow, range: string, options: { uid?: true } = {}): Promise<number[]> {
  const messages = await client.fetchAll(range, { uid: true, headers: [MARK_OF_VOICEMAIL] }, options);
  return messages.filter(({ headers }) => MARK_LINE.test(String(headers ?? ''))).map(({ uid }) => uid);
}
