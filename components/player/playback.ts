import { type ApiErrorCode, recordingProblem, recordingUrl } from '#lib/api/client.ts';
import type { Message, Status } from '#lib/voicemail/message.ts';

export interface Track {
  message: Message;
  /** The mailbox it was played from; `undefined` is the first one of the sign-in. */
  mailbox: string | undefined;
}

/** Why nothing is to be heard; `unplayable` is a sound that came but that this browser cannot play. */
export type PlaybackProblem = ApiErrorCode | 'unplayable';

export interface PlaybackState {
  track: Track | null;
  phase: 'idle' | 'loading' | 'playing' | 'paused' | 'ended' | 'failed';
  elapsedSeconds: number;
  totalSeconds: number;
  /** This play was reported heard, or is not to be: no pause, seek or resume reports it again. */
  isReported: boolean;
  /** The message was moved or deleted elsewhere; what is loaded of it plays on. */
  isGone: boolean;
  problem: PlaybackProblem | null;
}

const NOTHING: PlaybackState = {
  track: null,
  phase: 'idle',
  elapsedSeconds: 0,
  totalSeconds: 0,
  isReported: false,
  isGone: false,
  problem: null,
};

/** Whoever comes back hears the last words before the stop again. */
const AGAIN_SECONDS = 5;

/** Where playing goes on after it stopped at a position: some seconds before, and at the start where that is near. */
export function resumeSeconds(positionSeconds: number): number {
  return Math.max(0, positionSeconds - AGAIN_SECONDS);
}

/** The one `<audio>` element of the page and what it is doing, as a store that components subscribe to. */
export class Playback {
  /** Called when a play is to count as heard: once until the next play. */
  onHeard: (track: Track) => void = () => {};
  /** Called when sound starts in a play that was not reported yet: not at the press. */
  onSound: () => void = () => this.report();
  /** Where a message begins, in seconds. */
  startsAt = ({ message }: Track): number => resumeSeconds(message.positionSeconds);

  #audio: HTMLAudioElement | null = null;
  /** Where the sound that is loaded came from. */
  #url = '';
  #state = NOTHING;
  #listeners = new Set<() => void>();
  #frame = 0;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  getState = (): PlaybackState => this.#state;

  /** For those who change how it sounds; what it plays, and where, is ours. */
  get element(): HTMLAudioElement | null {
    return this.#audio;
  }

  /** Takes the element over; gives back how to let go of it. */
  attach = (audio: HTMLAudioElement): (() => void) => {
    this.#audio = audio;
    const letGo = new AbortController();
    for (const [name, listener] of Object.entries(this.#events(audio))) {
      audio.addEventListener(name, listener, { signal: letGo.signal });
    }
    return () => letGo.abort();
  };

  /** Plays a message; the one that is loaded already goes on, or pauses. */
  play(track: Track): void {
    if (track.message.id === this.#state.track?.message.id) this.toggle();
    else this.#load(track);
  }

  toggle(): void {
    const { phase, track } = this.#state;
    if (phase === 'playing' || phase === 'loading') this.#audio?.pause();
    else if (phase === 'failed' && track) this.#load(track);
    else if (track) this.#start(phase === 'ended');
  }

  /** Goes to a place in the recording, which may be one that is not loaded yet. */
  seek(seconds: number): void {
    const { track, phase, totalSeconds } = this.#state;
    if (!this.#audio || !track || phase === 'failed') return;
    const elapsedSeconds = Math.min(Math.max(0, seconds), totalSeconds);
    this.#audio.currentTime = elapsedSeconds;
    this.#set({ elapsedSeconds, ...(phase === 'ended' && { phase: 'paused' }) });
  }

  skip(seconds: number): void {
    this.seek(this.#state.elapsedSeconds + seconds);
  }

  /** This play counts as heard from now on. */
  report(): void {
    const { track, isReported } = this.#state;
    this.#set({ isReported: true });
    if (track && !isReported) this.onHeard(track);
  }

  /** This play is not to count as heard, even if its sound has not started yet. */
  doNotReport(): void {
    this.#set({ isReported: true });
  }

  /** The loaded message was marked new or heard, here or in the list. */
  noteStatus(id: string, status: Status): void {
    const { track } = this.#state;
    if (track?.message.id === id) this.#set({ track: { ...track, message: { ...track.message, status } } });
  }

  /** The loaded message was moved, and has the id of the place where it is now. It plays on. */
  noteMoved(id: string, { id: newId, folder }: Pick<Message, 'id' | 'folder'>): void {
    const { track } = this.#state;
    if (track?.message.id !== id) return;
    this.#set({ track: { ...track, message: { ...track.message, id: newId, folder } }, isGone: false });
  }

  /** The loaded message is no longer where it was, and nobody knows where it went. */
  noteGone(id: string): void {
    if (this.#state.track?.message.id === id) this.#set({ isGone: true });
  }

  #load(track: Track): void {
    if (!this.#audio) return;
    this.#url = recordingUrl(track.message.id, track.mailbox);
    this.#audio.src = this.#url;
    const elapsedSeconds = this.startsAt(track);
    if (elapsedSeconds > 0) this.#audio.currentTime = elapsedSeconds;
    this.#set({ ...NOTHING, track, elapsedSeconds, totalSeconds: track.message.durationSeconds ?? 0 });
    this.#start(true);
  }

  #start(isNewPlay: boolean): void {
    this.#set({ phase: 'loading', problem: null, ...(isNewPlay && { isReported: false }) });
    // What it rejects with also comes as an event, but for one: a browser that lets no page play by itself.
    this.#audio?.play().catch((error: Error) => {
      if (error.name === 'NotAllowedError') this.#set({ phase: 'paused' });
    });
  }

  #events(audio: HTMLAudioElement): Record<string, () => void> {
    return {
      playing: () => this.#nowPlaying(),
      waiting: () => this.#set({ phase: 'loading' }),
      pause: () => this.#state.phase !== 'failed' && this.#set({ phase: 'paused' }),
      ended: () => this.#set({ phase: 'ended', elapsedSeconds: this.#state.totalSeconds }),
      timeupdate: () => this.#set({ elapsedSeconds: audio.currentTime }),
      durationchange: () => Number.isFinite(audio.duration) && this.#set({ totalSeconds: audio.duration }),
      error: () => void this.#diagnose(),
    };
  }

  #nowPlaying(): void {
    this.#set({ phase: 'playing' });
    if (!this.#state.isReported) this.onSound();
    cancelAnimationFrame(this.#frame);
    this.#follow();
  }

  /** `timeupdate` comes four times a second: too seldom for a short message to move smoothly. */
  #follow = (): void => {
    if (!this.#audio || this.#state.phase !== 'playing') return;
    this.#set({ elapsedSeconds: this.#audio.currentTime });
    this.#frame = requestAnimationFrame(this.#follow);
  };

  async #diagnose(): Promise<void> {
    const { track } = this.#state;
    if (!track) return;
    const url = recordingUrl(track.message.id, track.mailbox);
    if (url !== this.#url) return this.#goOnFrom(url);
    this.#set({ phase: 'failed' });
    const problem = await recordingProblem(url);
    const isStillIt = this.#state.phase === 'failed' && this.#state.track?.message.id === track.message.id;
    if (isStillIt) this.#set({ problem: problem?.code ?? 'unplayable' });
  }

  /** The rest of a message that was moved while it played is at another address. */
  #goOnFrom(url: string): void {
    const { phase, elapsedSeconds } = this.#state;
    if (!this.#audio) return;
    this.#url = url;
    this.#audio.src = url;
    this.#audio.currentTime = elapsedSeconds;
    if (phase === 'playing' || phase === 'loading') this.#start(false);
  }

  #set(change: Partial<PlaybackState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}
