import 'server-only';
import type { FetchMessageObject, ImapFlow } from 'imapflow';
import { addressText, type MailboxAddress } from '#lib/voicemail/address.ts';
import { HEADER_NAMES, parseHeaderBlock, receivedSeconds } from '#lib/voicemail/headers.ts';
import { flagsOf } from './flags.ts';
import type { Entry } from './index-cache.ts';
import { uidSets } from './uid-set.ts';

/**
 * What the index keeps of messages of the selected folder. Asked once per message: headers of a UID never change.
 * @throws {ImapFlowError}
 */
export async function fetchEntries(client: ImapFlow, uids: number[]): Promise<Entry[]> {
  const query = { uid: true, flags: true, internalDate: true, size: true, headers: [...HEADER_NAMES] };
  const owners = new Map<string, MailboxAddress>();
  const entries: Entry[] = [];
  for (const set of uidSets(uids)) {
    for (const message of await client.fetchAll(set, query, { uid: true })) {
      // Without headers it is the news that somebody changed the flags (RFC 9051 §7.5.2), which CHANGEDSINCE tells again.
      if (message.headers) entries.push(entryOf(message, owners));
    }
  }
  return entries;
}

function entryOf(
  { uid, headers, flags, internalDate, size }: FetchMessageObject,
  owners: Map<string, MailboxAddress>,
): Entry {
  const parsed = parseHeaderBlock(headers ?? new Uint8Array());
  const arrivedSeconds = Math.floor(new Date(internalDate ?? 0).getTime() / 1000) || 0;
  return {
    uid,
    headers: { ...parsed, address: parsed.address && shared(parsed.address, owners) },
    receivedSeconds: receivedSeconds(parsed, arrivedSeconds),
    sizeBytes: size ?? 0,
    flags: flagsOf(flags),
    detail: null,
  };
}

/** Most messages of a folder are for the same mailbox: one object for all. */
function shared(address: MailboxAddress, owners: Map<string, MailboxAddress>): MailboxAddress {
  const text = addressText(address);
  const known = owners.get(text) ?? address;
  owners.set(text, known);
  return known;
}
