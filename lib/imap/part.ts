import 'server-only';
import { VoicemailError } from '#lib/voicemail/errors.ts';
import { folderName } from '#lib/voicemail/folder.ts';
import type { SoundPart } from '#lib/voicemail/parts.ts';
import type { Account } from './account.ts';
import { withFolder } from './folder.ts';
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
  return withConnection(account, doing, (client) =>
    withFolder(client, { path: place.path, uidValidity: state.uidValidity }, async () => {
      const message = await client.fetchOne(String(uid), { bodyParts: parts.map(({ part }) => part) }, { uid: true });
      if (!message) throw new VoicemailError('message-not-found', `${doing}: it is gone`);
      return Promise.all(
        parts.map(({ part, encoding }) => {
          const raw = message.bodyParts?.get(part);
          if (!raw) throw new VoicemailError('recording-not-found', `${doing}: the message has no such part`);
          return decodePart(raw, encoding);
        }),
      );
    }),
  );
}
