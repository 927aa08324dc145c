import 'server-only';
import { codecOfName } from '#lib/audio/codec.ts';
import type { Entry, FolderIndex } from '#lib/imap/index-cache.ts';
import { originOf } from '#lib/imap/marks.ts';
import { type Message, messageId, NOBODY } from '#lib/voicemail/message.ts';
import type { SoundPart } from '#lib/voicemail/parts.ts';
import { secondsOf } from '#lib/voicemail/position.ts';
import { purgeAtSeconds, type Since } from './kept.ts';
import { statusOf } from './page.ts';
import { alsoIn } from './rows.ts';

/** What a row says beyond its own folder. */
interface Surroundings {
  /** Every folder, as last seen. */
  all?: FolderIndex[];
  /** For a row in Deleted. */
  since?: Since;
}

/** An entry as the page's row. A message whose structure could not be read is a row without sound. */
export function messageOf(index: FolderIndex, entry: Entry, { all = [], since }: Surroundings = {}): Message {
  const { place, state } = index;
  const { headers, detail, receivedSeconds, uid } = entry;
  const recording = detail?.parts.recording ?? null;
  const isDeleted = place.slug === 'deleted';
  return {
    id: messageId({ folder: place.slug, uidValidity: state.uidValidity, uid }),
    folder: place.slug,
    from: isDeleted ? originOf(entry.flags) : null,
    status: statusOf(entry),
    urgent: entry.flags.isFlagged,
    caller: detail?.caller ?? NOBODY,
    receivedAt: isoOf(receivedSeconds),
    durationSeconds: headers.durationSeconds,
    positionSeconds: secondsOf(entry.flags.positionStep),
    sizeBytes: recording?.sizeBytes ?? null,
    codec: codecOf(recording),
    asteriskId: headers.asteriskId,
    hasIntro: detail?.parts.intro !== null && detail?.parts.intro !== undefined,
    alsoIn: alsoIn(entry, index, all),
    purgeAt: isDeleted ? isoOrNull(purgeAtSeconds(since?.get(uid))) : null,
  };
}

const isoOf = (seconds: number): string => new Date(seconds * 1000).toISOString();
const isoOrNull = (seconds: number | null): string | null => (seconds === null ? null : isoOf(seconds));

/** `null` for no sound. A codec that we do not know goes by its name. */
function codecOf(recording: SoundPart | null): string | null {
  if (!recording || recording.sizeBytes === 0) return null;
  const extension = recording.extension ?? '';
  return codecOfName(extension) ?? (extension || 'unknown');
}
