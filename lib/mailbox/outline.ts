import 'server-only';
import { type Outline, outlineOf } from '#lib/audio/peaks.ts';
import type { StoredSamples } from '#lib/audio/samples.ts';
import type { Account } from '#lib/imap/account.ts';
import { cacheOf } from '#lib/platform/person-cache.ts';
import { standInLine } from '#lib/platform/queue.ts';
import { VoicemailError } from '#lib/voicemail/errors.ts';
import { messageId } from '#lib/voicemail/message.ts';
import type { Found } from './ownership.ts';
import { openSound } from './recording.ts';

export type { Outline };

/** It takes a hundred bytes for each second while it is made, and to decode as much takes ten seconds. */
const LONGEST_SECONDS = 3 * 3600;
const BYTES_PER_SECOND = 100;
const BARS_BYTES = 8 * 1024;

/**
 * Decodes the sound once from end to end, and keeps what came of it as long as the recording may be kept.
 * @throws {VoicemailError} as loadRecording(), and recording-unsupported of an Ogg or of more than three hours
 */
export async function loadOutline(account: Account, found: Found): Promise<Outline> {
  // Asks the mail server whether the message is there, before anything that is kept of it.
  const { samples, ogg } = await openSound(account, found);
  const seconds = samples.reduce((sum, { sampleCount, sampleRateHz }) => sum + sampleCount / sampleRateHz, 0);
  if (ogg) throw new VoicemailError('recording-unsupported', 'Cannot draw the recording: only a browser decodes it');
  if (seconds > LONGEST_SECONDS) {
    throw new VoicemailError('recording-unsupported', 'Cannot draw the recording: it is longer than three hours');
  }
  const { index, entry } = found;
  const id = messageId({ folder: index.place.slug, uidValidity: index.state.uidValidity, uid: entry.uid });
  const key = `${id} outline ${samples.map(({ sampleCount }) => sampleCount)}`;
  const bytes = BARS_BYTES + seconds * BYTES_PER_SECOND;
  return cacheOf(account.key).keep(key, bytes, () => inTurn(account, samples));
}

/** One sound of a person at a time: whoever asks for many waits for themselves. */
async function inTurn(account: Account, samples: StoredSamples[]): Promise<Outline> {
  const { turn, leave } = standInLine(`outlines ${account.key}`);
  try {
    await turn;
    return await outlineOf(samples);
  } finally {
    leave();
  }
}
