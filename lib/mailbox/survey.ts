import 'server-only';
import { setTimeout as pause } from 'node:timers/promises';
import type { StoredSamples } from '#lib/audio/samples.ts';
import { standInLine } from '#lib/platform/queue.ts';

/** A shorter one is decoded from its beginning to anywhere before one notices. */
const LONG_SECONDS = 180;
/** Three times what a step takes. */
const REST_MS = 10;

/**
 * Goes through a long sound while somebody listens to its beginning, so that its decoder has been everywhere and any seek is short.
 * In the background of all else: a few milliseconds at a time, with rests, and one sound at a time in this process. What fails here
 * shows when it is played.
 */
export async function survey(samples: StoredSamples): Promise<void> {
  if (samples.sampleCount < LONG_SECONDS * samples.sampleRateHz || samples.unknownFrom === null) return;
  const { turn, leave } = standInLine('sound surveys');
  await turn;
  try {
    for (let next = samples.unknownFrom; next !== null; next = samples.unknownFrom) {
      for await (const _ of samples.between(next, next + 1));
      await pause(REST_MS, undefined, { ref: false });
    }
  } catch {
    // Also a sign-out, after which nothing is read in that session's name.
  } finally {
    leave();
  }
}
