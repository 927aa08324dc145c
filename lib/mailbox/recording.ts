import 'server-only';
import { wavSound } from '#lib/audio/playable.ts';
import { StoredSamples } from '#lib/audio/samples.ts';
import type { Account } from '#lib/imap/account.ts';
import { openPart, type StoredPart } from '#lib/imap/part.ts';
import { cacheOf } from '#lib/platform/person-cache.ts';
import { VoicemailError } from '#lib/voicemail/errors.ts';
import { messageId, NOBODY } from '#lib/voicemail/message.ts';
import type { MessageParts, SoundPart } from '#lib/voicemail/parts.ts';
import { recordingFileName } from '#lib/voicemail/recording-name.ts';
import type { Found } from './ownership.ts';
import { knownBytes, type NamedPart, recogniseSound } from './sound.ts';
import { tagOf } from './sound-tag.ts';
import { survey } from './survey.ts';

/** Bytes of which any part can be had. */
interface Ranged {
  sizeBytes: number;
  /**
   * From one byte up to another, which is not included, in pieces of some 32 kB, each fetched when it is asked for.
   * @throws {VoicemailError} message-not-found, sign-in-required, and of the mail server kind
   */
  between(firstByte: number, endByte: number): AsyncGenerator<Uint8Array>;
}

interface Tagged extends Ranged {
  /** Names these very bytes: ids are alike in accounts that were made in the same second. */
  tag: string;
}

/** What a browser plays. */
export interface Recording extends Tagged {
  contentType: 'audio/wav' | 'audio/ogg';
}

/** A file to keep. */
export interface SoundFile extends Tagged {
  contentType: string;
  /** The file's name, with the time in the reader's zone, or in the mailbox's own where none is given. */
  fileName: (timeZone?: string | null) => string;
}

const PIECE_BYTES = 32 * 1024;

/**
 * @param isPlayed somebody may go anywhere in it, which is prepared for while they hear its beginning
 * @throws {VoicemailError} recording-not-found, recording-unsupported, message-not-found, message-id-stale, and of the mail server kind
 */
export async function loadRecording(
  account: Account,
  found: Found,
  { isPlayed }: { isPlayed: boolean } = { isPlayed: true },
): Promise<Recording> {
  const { samples, ogg } = await openSound(account, found);
  if (ogg) return tagged(asStored(ogg), 'audio/ogg');
  const { sizeBytes, between } = wavSound(samples);
  if (!isPlayed) return tagged({ sizeBytes, between }, 'audio/wav');
  return tagged({ sizeBytes, between: (first, end) => surveyed(between(first, end), samples) }, 'audio/wav');

  function tagged(served: Ranged, contentType: Recording['contentType']): Recording {
    return { ...served, contentType, tag: tagOf(account, found, `${contentType} ${served.sizeBytes}`) };
  }
}

/** The samples of a message's sounds, the recording last; or the stored bytes of what only a browser decodes. */
interface Opened {
  samples: StoredSamples[];
  ogg: StoredPart | null;
}

/** @throws {VoicemailError} recording-not-found, recording-unsupported, message-not-found, message-id-stale, and of the mail server kind */
export async function openSound(account: Account, found: Found): Promise<Opened> {
  const { intro, recording } = soundParts(found);
  const parts: NamedPart[] = [];
  for (const part of intro ? [intro, recording] : [recording]) parts.push(await open(account, found, part));
  const sound = await knownSound(account, found, parts);
  if (sound.kind === 'unsupported') {
    throw new VoicemailError('recording-unsupported', `Cannot play the recording: ${sound.reason}`);
  }
  const sounds = sound.kind === 'wav' ? sound.sounds : [];
  const samples = sounds.flatMap(({ part, coding, memories }) => {
    const { stored } = parts[part] ?? {};
    return stored ? [new StoredSamples(coding, stored.read, memories)] : [];
  });
  return { samples, ogg: sound.kind === 'ogg' ? (parts.at(-1)?.stored ?? null) : null };
}

/**
 * What a browser plays, as a file: a WAV, or an Ogg as it is stored.
 * @throws {VoicemailError} recording-not-found, recording-unsupported, message-not-found, message-id-stale, and of the mail server kind
 */
export async function loadPlayable(account: Account, found: Found): Promise<SoundFile> {
  const recording = await loadRecording(account, found, { isPlayed: false });
  return { ...recording, fileName: fileNameOf(found, recording.contentType === 'audio/ogg' ? 'ogg' : 'wav') };
}

/** @throws {VoicemailError} recording-not-found, message-not-found, message-id-stale, and of the mail server kind */
export async function loadStored(account: Account, found: Found): Promise<SoundFile> {
  const { recording } = soundParts(found);
  const { stored } = await open(account, found, recording);
  return {
    ...asStored(stored),
    contentType: 'application/octet-stream',
    tag: tagOf(account, found, `stored ${stored.sizeBytes}`),
    fileName: fileNameOf(found, recording.extension),
  };
}

function fileNameOf({ entry }: Found, extension: string | null): SoundFile['fileName'] {
  const caller = entry.detail?.caller ?? NOBODY;
  const { receivedSeconds, headers } = entry;
  const { zoneOffsetMinutes } = headers;
  return (timeZone = null) => recordingFileName({ caller, receivedSeconds, timeZone, zoneOffsetMinutes, extension });
}

async function open(account: Account, { index, entry }: Found, part: SoundPart): Promise<NamedPart> {
  return { stored: await openPart(account, index, entry.uid, part), extension: part.extension ?? '' };
}

function knownSound(account: Account, { index, entry }: Found, parts: NamedPart[]) {
  const id = messageId({ folder: index.place.slug, uidValidity: index.state.uidValidity, uid: entry.uid });
  const key = `${id} sound ${parts.map(({ stored }) => stored.sizeBytes)}`;
  return cacheOf(account.key).keep(key, knownBytes(parts), () => recogniseSound(parts));
}

/** The survey begins when somebody has taken a first piece and wants another: by then the sound is on its way. */
async function* surveyed(pieces: AsyncGenerator<Uint8Array>, samples: StoredSamples[]): AsyncGenerator<Uint8Array> {
  let isBegun = false;
  for await (const piece of pieces) {
    yield piece;
    if (!isBegun) for (const each of samples) void survey(each);
    isBegun = true;
  }
}

function asStored({ sizeBytes, read }: StoredPart): Ranged {
  return {
    sizeBytes,
    async *between(firstByte, endByte) {
      for (let at = firstByte; at < endByte; at += PIECE_BYTES) yield read(at, Math.min(at + PIECE_BYTES, endByte));
    },
  };
}

function soundParts({ entry }: Found): { intro: SoundPart | null; recording: SoundPart } {
  const { intro, recording }: Pick<MessageParts, 'intro' | 'recording'> = entry.detail?.parts ?? {
    intro: null,
    recording: null,
  };
  if (!recording) throw new VoicemailError('recording-not-found', 'Cannot play the message: it has no recording');
  return { intro, recording };
}
