import { keepPosition } from '#lib/api/keep-position.ts';
import { secondsOf, stepOf } from '#lib/voicemail/position.ts';
import { type Playback, type PlaybackState, resumeSeconds, type Track } from './playback.ts';

/** While it plays the server hears no more often where it is. */
const EVERY_MS = 15_000;

interface Kept {
  seconds: number;
  /** What the row said meanwhile: where it says something else now, another device was here since. */
  rowSeconds: number;
}

/** Remembers where each message was stopped: here to the moment, and on the server for other devices and another day. */
export class Resume {
  readonly #kept = new Map<string, Kept>();
  /** Which step the server was told last, by message. */
  readonly #told = new Map<string, number>();
  #before: PlaybackState;
  #toldAt = performance.now();

  constructor(playback: Playback) {
    this.#before = playback.getState();
    playback.startsAt = (track) => this.startsAt(track);
    playback.subscribe(() => this.#follow(playback.getState()));
    addEventListener('pagehide', () => this.#tell(playback.getState()));
    document.addEventListener('visibilitychange', () => document.hidden && this.#tell(playback.getState()));
  }

  /** Some seconds before where it was stopped, here or elsewhere: what came last counts. */
  startsAt({ message: { id, positionSeconds } }: Track): number {
    const kept = this.#kept.get(id);
    const isOurs = kept && [kept.rowSeconds, secondsOf(stepOf(kept.seconds))].includes(positionSeconds);
    return resumeSeconds(isOurs ? kept.seconds : positionSeconds);
  }

  #follow(now: PlaybackState): void {
    const before = this.#before;
    this.#before = now;
    const isOther = now.track?.message.id !== before.track?.message.id;
    // A message that was moved plays on under another id.
    if (isOther && now.phase === 'idle') this.#tell(before);
    if (isOther || now.phase === 'failed') return;
    this.#note(now);
    const hasStopped = now.phase !== before.phase && (now.phase === 'paused' || now.phase === 'ended');
    const isDue = now.phase === 'playing' && performance.now() - this.#toldAt >= EVERY_MS;
    if (hasStopped || isDue) this.#tell(now);
  }

  #note({ track, phase, elapsedSeconds }: PlaybackState): void {
    if (!track || phase === 'loading') return;
    const seconds = phase === 'ended' ? 0 : elapsedSeconds;
    this.#kept.set(track.message.id, { seconds, rowSeconds: track.message.positionSeconds });
  }

  /** Says nothing where the server knows, or where it is too near to the start to matter. */
  #tell({ track, isGone }: PlaybackState): void {
    const kept = track && this.#kept.get(track.message.id);
    if (!track || !kept || isGone) return;
    const { id, positionSeconds } = track.message;
    const seconds = resumeSeconds(kept.seconds) > 0 ? kept.seconds : 0;
    const step = stepOf(seconds);
    const known = this.#told.get(id) ?? (step === 0 ? stepOf(positionSeconds) : null);
    if (step === known) return;
    this.#told.set(id, step);
    this.#toldAt = performance.now();
    void keepPosition(id, track.mailbox, seconds).then((isKept) => isKept || this.#told.delete(id));
  }
}
