import 'server-only';
import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { type Playable, toPlayable } from '#lib/audio/decode.ts';
import type { Account } from '#lib/imap/account.ts';
import { fetchParts } from '#lib/imap/part.ts';
import { once } from '#lib/platform/once.ts';
import { VoicemailError } from '#lib/voicemail/errors.ts';
import { messageId, NOBODY } from '#lib/voicemail/message.ts';
import type { MessageParts, SoundPart } from '#lib/voicemail/parts.ts';
import { recordingFileName } from '#lib/voicemail/recording-name.ts';
import type { Found } from './ownership.ts';

/** What a browser plays. */
export interface Recording {
  bytes: Uint8Array;
  contentType: 'audio/wav' | 'audio/ogg';
  /** Names these very bytes: ids are alike in accounts that were made in the same second. */
  tag: string;
}

/** What the mailbox stores. */
export interface Stored {
  bytes: Uint8Array;
  contentType: string;
  tag: string;
  /** The file's name, with the time in the reader's zone, or in the mailbox's own where none is given. */
  fileName: (timeZone: string | undefined) => string;
}

type Playing = Exclude<Playable, { kind: 'unsupported' }> & { tag: string };

const MAX_CACHED_BYTES = 128 * 1024 * 1024;

const cache = () =>
  once(
    'recordings',
    () =>
      new LRUCache<string, Playing>({
        maxSize: MAX_CACHED_BYTES,
        sizeCalculation: ({ bytes }) => bytes.byteLength + 1,
      }),
  );

/** Fetches being made now, so that two Range requests at once make one FETCH. */
const pending = () => once('recordings-pending', () => new Map<string, Promise<Playing>>());

/** @throws {VoicemailError} recording-not-found, recording-unsupported, message-id-stale, and of the mail server kind */
export async function loadRecording(account: Account, found: Found): Promise<Recording> {
  const { kind, bytes, tag } = await playable(account, found, `${account.key} ${idOf(found)}`);
  return { bytes, contentType: kind === 'ogg' ? 'audio/ogg' : 'audio/wav', tag };
}

/** @throws {VoicemailError} recording-not-found, message-id-stale, and of the mail server kind */
export async function loadStored(account: Account, found: Found): Promise<Stored> {
  const { recording } = soundParts(found);
  const [bytes = new Uint8Array()] = await fetchParts(account, found.index, found.entry.uid, [recording]);
  const { entry } = found;
  return {
    bytes,
    contentType: 'application/octet-stream',
    tag: tagOf(bytes),
    fileName: (timeZone) =>
      recordingFileName({
        caller: entry.detail?.caller ?? NOBODY,
        receivedSeconds: entry.receivedSeconds,
        timeZone: timeZone ?? null,
        zoneOffsetMinutes: entry.headers.zoneOffsetMinutes,
        extension: recording.extension,
      }),
  };
}

function playable(account: Account, found: Found, key: string): Promise<Playing> {
  const ready = cache().get(key);
  if (ready) return Promise.resolve(ready);
  const underWay = pending().get(key) ?? fetchAndDecode(account, found).finally(() => pending().delete(key));
  pending().set(key, underWay);
  return underWay.then((recording) => {
    cache().set(key, recording);
    return recording;
  });
}

async function fetchAndDecode(account: Account, found: Found): Promise<Playing> {
  const { intro, recording } = soundParts(found);
  const parts = intro ? [intro, recording] : [recording];
  const fetched = await fetchParts(account, found.index, found.entry.uid, parts);
  const decoded = toPlayable(
    parts.map(({ extension }, i) => ({ extension: extension ?? '', bytes: fetched[i] ?? new Uint8Array() })),
  );
  if (decoded.kind !== 'unsupported') return { ...decoded, tag: tagOf(decoded.bytes) };
  throw new VoicemailError('recording-unsupported', `Cannot play the recording: ${decoded.reason}`);
}

function soundParts({ entry }: Found): { intro: SoundPart | null; recording: SoundPart } {
  const { intro, recording }: Pick<MessageParts, 'intro' | 'recording'> = entry.detail?.parts ?? {
    intro: null,
    recording: null,
  };
  if (!recording) throw new VoicemailError('recording-not-found', 'Cannot play the message: it has no recording');
  return { intro, recording };
}

const idOf = ({ index, entry }: Found): string =>
  messageId({ folder: index.place.slug, uidValidity: index.state.uidValidity, uid: entry.uid });

const tagOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('base64url');
