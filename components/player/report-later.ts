import type { Playback, PlaybackState } from './playback.ts';

/** What is to be listened to before a message counts as heard. */
export const HEARD_AFTER_SECONDS = 5;
/** Whoever goes elsewhere in a message has not listened to what lies between. */
const LONGEST_STEP_SECONDS = 1;

type Later = 'seconds' | 'end';

const waiting = new WeakMap<Playback, Later>();

/** Reports what plays once enough of it was listened to, or at its end. What is kept as new meanwhile is not reported. */
export function reportLater(playback: Playback, when: Later): void {
  const isFollowed = waiting.has(playback);
  waiting.set(playback, when);
  if (!isFollowed) follow(playback);
}

function follow(playback: Playback): void {
  let before = playback.getState();
  let listenedSeconds = 0;
  playback.subscribe(() => {
    const now = playback.getState();
    if (isNewPlay(before, now)) listenedSeconds = 0;
    listenedSeconds += secondsBetween(before, now);
    const isAtEnd = now.phase === 'ended' && before.phase !== 'ended';
    const isEnough = waiting.get(playback) === 'seconds' && listenedSeconds >= HEARD_AFTER_SECONDS;
    before = now;
    if (!now.isReported && now.track && (isAtEnd || isEnough)) playback.report();
  });
}

const isNewPlay = (before: PlaybackState, now: PlaybackState) => now.phase === 'idle' || before.phase === 'ended';

function secondsBetween(before: PlaybackState, now: PlaybackState): number {
  const step = now.elapsedSeconds - before.elapsedSeconds;
  return now.phase === 'playing' && step > 0 && step <= LONGEST_STEP_SECONDS ? step : 0;
}
