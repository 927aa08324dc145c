import 'server-only';
import type { ImapFlow } from 'imapflow';
import { folderName } from '#lib/voicemail/folder.ts';
import type { Account } from './account.ts';
import { refused } from './errors.ts';
import { selectFolder } from './folder.ts';
import { type FolderIndex, keepIndex } from './index-cache.ts';
import { withConnection } from './pool.ts';
import { flagsOf } from './sync.ts';
import { uidSets } from './uid-set.ts';

/**
 * Marks messages heard (`\Seen`) or new, all in one STORE, and reads back what really happened: a server answers OK
 * for a UID that is gone.
 * @returns the folder as it is now; UIDs that are gone are no longer in it
 * @throws {VoicemailError} message-id-stale, and of the mail server kind
 */
export function storeSeen(account: Account, index: FolderIndex, uids: number[], isSeen: boolean): Promise<FolderIndex> {
  const { place, state } = index;
  return withConnection(account, `Cannot mark messages in ${folderName(place.slug)}`, async (client) => {
    await selectFolder(client, place.path, state.uidValidity);
    for (const set of uidSets(uids)) await store(client, set, isSeen);
    const after = { ...index, entries: await readBack(client, index, uids) };
    keepIndex(account, after);
    return after;
  });
}

async function readBack(client: ImapFlow, index: FolderIndex, uids: number[]): Promise<FolderIndex['entries']> {
  const entries = new Map(index.entries);
  for (const uid of uids) entries.delete(uid);
  for (const set of uidSets(uids)) {
    for (const { uid, flags } of await client.fetchAll(set, { uid: true, flags: true }, { uid: true })) {
      const entry = index.entries.get(uid);
      if (entry) entries.set(uid, { ...entry, flags: flagsOf(flags) });
    }
  }
  return entries;
}

async function store(client: ImapFlow, set: string, isSeen: boolean): Promise<void> {
  const isDone = isSeen
    ? await client.messageFlagsAdd(set, ['\\Seen'], { uid: true })
    : await client.messageFlagsRemove(set, ['\\Seen'], { uid: true });
  if (!isDone) throw refused(client, 'Cannot mark messages');
}
