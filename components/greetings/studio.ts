import type { GreetingKind } from '#lib/voicemail/greeting.ts';
import { Recorder } from './recorder.ts';
import { StudioError } from './studio-error.ts';
import { decode, type Take } from './take.ts';

/** How far a new greeting has come. */
export type Work =
  | { phase: 'asking' }
  | { phase: 'countdown'; left: number }
  | { phase: 'recording'; elapsedSeconds: number }
  | { phase: 'reading' }
  | { phase: 'take'; take: Take }
  | { phase: 'failed'; problem: StudioError['problem'] | 'unexpected' };

export interface StudioState {
  /** Which greeting is worked on, one at a time. */
  kind: GreetingKind | null;
  work: Work | null;
  /** What is to happen next if what is not saved may be lost. */
  asked: (() => void) | null;
  /** Which was saved last, until the next one is begun. */
  savedKind: GreetingKind | null;
}

const IDLE: StudioState = { kind: null, work: null, asked: null, savedKind: null };
const COUNTDOWN = 3;
const TICK_MS = 100;

/** Where a greeting is recorded, or read from a file, and waits to be saved. */
export class Studio {
  #state = IDLE;
  #listeners = new Set<() => void>();
  #recorder: Recorder | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Counts what was begun: whoever comes back late from a wait sees that it is over. */
  #turn = 0;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  getState = (): StudioState => this.#state;

  /** Asks for the microphone, counts down, and records until told, or for `mostSeconds`. */
  async record(kind: GreetingKind, mostSeconds: number): Promise<void> {
    const turn = this.#begin(kind, { phase: 'asking' });
    const recorder = await Recorder.open().catch((error: Error) => this.#fail(turn, error));
    if (!recorder) return;
    if (turn !== this.#turn) return recorder.close();
    this.#recorder = recorder;
    this.#countDown(COUNTDOWN, () => void this.#listen(turn, recorder, mostSeconds));
  }

  /** Takes a file instead. What is longer than a greeting may be loses its end. */
  async read(kind: GreetingKind, file: File, mostSeconds: number): Promise<void> {
    const turn = this.#begin(kind, { phase: 'reading' });
    await this.#take(turn, file, mostSeconds, file.name);
  }

  /** Takes what is there already, to be stored with another end. @param endsAt as it is now */
  reuse(kind: GreetingKind, sound: AudioBuffer, endsAt: string | null): void {
    const take: Take = { sound, seconds: sound.duration, fileName: null, stored: { endsAt } };
    this.#begin(kind, { phase: 'take', take });
  }

  /** Ends the recording, which is kept if it has begun. */
  stop(): void {
    if (this.#state.work?.phase === 'countdown') this.clear();
    else this.#recorder?.stop();
  }

  /** Forgets what is not saved, and gives the microphone back. */
  clear = (): void => {
    this.#turn += 1;
    this.#release();
    this.#set(IDLE);
  };

  /** What was made is what callers hear. */
  saved(kind: GreetingKind): void {
    this.clear();
    this.#set({ savedKind: kind });
  }

  /** How loud it is just now, 0 to 1. */
  level(): number {
    return this.#recorder?.level() ?? 0;
  }

  isUnsaved(): boolean {
    const { work } = this.#state;
    return work !== null && ['countdown', 'recording', 'reading', 'take'].includes(work.phase);
  }

  /** Does it now, or when the person agrees to lose what is not saved. */
  unlessUnsaved(act: () => void): void {
    if (this.isUnsaved()) this.#set({ asked: act });
    else act();
  }

  answer(isAgreed: boolean): void {
    const { asked } = this.#state;
    this.#set({ asked: null });
    if (!isAgreed) return;
    this.clear();
    asked?.();
  }

  #begin(kind: GreetingKind, work: Work): number {
    this.clear();
    this.#set({ kind, work });
    return this.#turn;
  }

  #countDown(left: number, then: () => void): void {
    this.#set({ work: { phase: 'countdown', left } });
    this.#timer = setTimeout(left > 1 ? () => this.#countDown(left - 1, then) : then, 1000);
  }

  async #listen(turn: number, recorder: Recorder, mostSeconds: number): Promise<void> {
    const began = performance.now();
    const tick = () => {
      const elapsedSeconds = (performance.now() - began) / 1000;
      if (elapsedSeconds >= mostSeconds) return this.stop();
      this.#set({ work: { phase: 'recording', elapsedSeconds } });
      this.#timer = setTimeout(tick, TICK_MS);
    };
    const recorded = recorder.record();
    tick();
    const file = await recorded;
    if (turn !== this.#turn) return;
    this.#release();
    this.#set({ work: { phase: 'reading' } });
    await this.#take(turn, file, mostSeconds, null);
  }

  async #take(turn: number, file: Blob, mostSeconds: number, fileName: string | null): Promise<void> {
    const sound = await decode(file).catch((error: Error) => this.#fail(turn, error));
    if (!sound || turn !== this.#turn) return;
    this.#set({ work: { phase: 'take', take: { sound, seconds: Math.min(sound.duration, mostSeconds), fileName } } });
  }

  #fail(turn: number, error: Error): void {
    if (turn !== this.#turn) return;
    this.#release();
    this.#set({ work: { phase: 'failed', problem: error instanceof StudioError ? error.problem : 'unexpected' } });
  }

  #release(): void {
    clearTimeout(this.#timer);
    this.#recorder?.close();
    this.#recorder = null;
  }

  #set(change: Partial<StudioState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}
