import 'server-only';
import type { FetchMessageObject } from 'imapflow';
import { VoicemailError } from '#lib/voicemail/errors.ts';
import { folderName } from '#lib/voicemail/folder.ts';
import type { SoundPart } from '#lib/voicemail/parts.ts';
import type { Account } from './account.ts';
import { selectFolder } from './folder.ts';
import type { FolderIndex } from './index-cache.ts';
import { withConnection } from './pool.ts';
import { decodePart } from './transfer-encoding.ts';

/** Asterisk itself refuses larger parts (app_voicemail.c save_body, 128 MiB decoded). */
const MAX_ENCODED_BYTES = 180 * 1024 * 1024;

/**
 * The stored bytes of the named parts, in one FETCH with PEEK: reading marks nothing heard.
 * @throws {VoicemailError} recording-not-found, recording-unsupported (too large), message-id-stale, and of the mail server kind
 */
export function fetchParts(
  account: Account,
  { place, state }: FolderIndex,
  uid: number,
  parts: SoundPart[],
): Promise<Buffer[]> {
  const doing = `Cannot read a recording in ${folderName(place.slug)}`;
  if (parts.some(({ encodedSizeBytes }) => (encodedSizeBytes ?? 0) > MAX_ENCODED_BYTES)) {
    throw new VoicemailError('recording-unsupported', `${doing}: it is larger than 128 MiB`);
  }
  return withConnection(account, doing, async (client) => {
    await selectFolder(client, place.path, state.uidValidity);
    const message = await client.fetchOne(String(uid), { bodyParts: parts.map(({ part }) => part) }, { uid: true });
    if (!message) throw new VoicemailError('message-not-found', `${doing}: it is gone`);
    return Promise.all(parts.map(({ part, encoding }) => decodePart(bytesOf(message, part), encoding)));
  });

  function bytesOf({ bodyParts }: FetchMessageObject, part: string): Buffer {
    const bytes = bodyParts?.get(part);
    if (!bytes) throw new VoicemailError('recording-not-found', `${doing}: the message has no such part`);
    return bytes;
  }
}
