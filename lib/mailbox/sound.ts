import 'server-only';
import type { Coding } from '#lib/audio/coding.ts';
import { type Recognised, recognise, type UnsupportedReason } from '#lib/audio/recognise.ts';
import { LARGEST_MEMORIES_BYTES, type Memories } from '#lib/audio/samples.ts';
import type { StoredPart } from '#lib/imap/part.ts';

/** A stored part, and the extension of its name. */
export interface NamedPart {
  stored: StoredPart;
  extension: string;
}

/** What was found out about a message's sound: kept for all who play it, so nobody's account is in it. */
export type KnownSound =
  | { kind: 'wav'; sounds: KnownSamples[] }
  | { kind: 'ogg' }
  | { kind: 'unsupported'; reason: UnsupportedReason };

export interface KnownSamples {
  /** Which of the parts it is in. */
  part: number;
  coding: Coding;
  memories: Memories;
}

/** How much memory that takes once all of it was played. */
export function knownBytes(parts: NamedPart[]): number {
  return parts.reduce((sum, { stored }) => sum + Math.min(LARGEST_MEMORIES_BYTES, 1024 + stored.sizeBytes / 4), 0);
}

const HEAD_BYTES = 32 * 1024;
/** What has no header, or one behind a megabyte of something else, is not looked for any longer. */
const LONGEST_HEAD_BYTES = 1024 * 1024;

/** Of intros, the recording last. An intro that cannot be decoded is left out; an Ogg stands alone. */
export async function recogniseSound(parts: NamedPart[]): Promise<KnownSound> {
  const recognised = await Promise.all(parts.map(recognisePart));
  const recording = recognised.at(-1);
  if (recording?.kind !== 'samples') return recording ?? { kind: 'unsupported', reason: 'empty' };
  if (recording.coding.unitCount === 0) return { kind: 'unsupported', reason: 'empty' };
  const sounds = recognised.flatMap((sound, part) =>
    sound.kind === 'samples' && sound.coding.unitCount > 0 ? [{ part, coding: sound.coding, memories: [] }] : [],
  );
  return { kind: 'wav', sounds };
}

async function recognisePart({ stored, extension }: NamedPart): Promise<Recognised> {
  const bytes = await stored.read(0, Math.min(HEAD_BYTES, stored.sizeBytes));
  const first = recognise({ bytes, extension }, stored.sizeBytes);
  if (first.kind !== 'unsupported' || bytes.length === stored.sizeBytes) return first;
  const more = await stored.read(0, Math.min(LONGEST_HEAD_BYTES, stored.sizeBytes));
  return recognise({ bytes: more, extension }, stored.sizeBytes);
}
