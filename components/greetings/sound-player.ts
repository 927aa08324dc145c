export interface SoundState {
  /** What plays, by the name it was given; `null`: nothing. */
  what: string | null;
  elapsedSeconds: number;
}

const SILENCE: SoundState = { what: null, elapsedSeconds: 0 };

/** Plays one sound at a time, from memory: what was recorded here has no address that the page's policy lets be played. */
export class SoundPlayer {
  #state = SILENCE;
  #context: AudioContext | null = null;
  #frame = 0;
  #listeners = new Set<() => void>();

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  getState = (): SoundState => this.#state;

  /** @param seconds of its beginning */
  play(what: string, sound: AudioBuffer, seconds = sound.duration): void {
    this.stop();
    // At the rate of the sound: the way to the loudspeaker resamples better than a source does.
    const context = new AudioContext({ sampleRate: sound.sampleRate });
    const source = new AudioBufferSourceNode(context, { buffer: sound });
    source.connect(context.destination);
    source.onended = () => this.#context === context && this.stop();
    source.start(0, 0, seconds);
    this.#context = context;
    this.#set({ what, elapsedSeconds: 0 });
    this.#follow();
  }

  stop(): void {
    cancelAnimationFrame(this.#frame);
    const context = this.#context;
    this.#context = null;
    void context?.close();
    if (this.#state.what !== null) this.#set(SILENCE);
  }

  #follow = (): void => {
    if (!this.#context) return;
    this.#set({ ...this.#state, elapsedSeconds: this.#context.currentTime });
    this.#frame = requestAnimationFrame(this.#follow);
  };

  #set(state: SoundState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}
