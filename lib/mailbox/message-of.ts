import 'server-only';
import { codecOfName } from '#lib/audio/codec.ts';
import type { Entry, FolderIndex } from '#lib/imap/index-cache.ts';
import { type Message, messageId, NOBODY } from '#lib/voicemail/message.ts';
import type { SoundPart } from '#lib/voicemail/parts.ts';
import { statusOf } from './page.ts';

/** An entry as the page's row. A message whose structure could not be read is a row without sound. */
export function messageOf({ place, state }: FolderIndex, entry: Entry): Message {
  const { headers, detail, receivedSeconds, uid } = entry;
  const recording = detail?.parts.recording ?? null;
  return {
    id: messageId({ folder: place.slug, uidValidity: state.uidValidity, uid }),
    folder: place.slug,
    from: null,
    status: statusOf(entry),
    urgent: entry.flags.isFlagged,
    caller: detail?.caller ?? NOBODY,
    receivedAt: new Date(receivedSeconds * 1000).toISOString(),
    durationSeconds: headers.durationSeconds,
    positionSeconds: 0,
    sizeBytes: recording?.sizeBytes ?? null,
    codec: codecOf(recording),
    asteriskId: headers.asteriskId,
    hasIntro: detail?.parts.intro !== null && detail?.parts.intro !== undefined,
    alsoIn: [],
    purgeAt: null,
  };
}

/** `null` for no sound. A codec that we do not know goes by its name. */
function codecOf(recording: SoundPart | null): string | null {
  if (!recording || recording.sizeBytes === 0) return null;
  const extension = recording.extension ?? '';
  return codecOfName(extension) ?? (extension || 'unknown');
}
