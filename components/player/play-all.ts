import { problemWords } from '#components/mailbox/problem-words.ts';
import { callerWords } from '#components/messages/caller-words.ts';
import { dayName } from '#components/ui/clock.ts';
import { isForSomethingElse } from '#components/ui/key-target.ts';
import { readersClock } from '#components/ui/use-clock.ts';
import type { Message } from '#lib/voicemail/message.ts';
import { announce } from './announcer.ts';
import { newMessages, type Place, Queue } from './play-all-queue.ts';
import type { Playback, PlaybackProblem, PlaybackState } from './playback.ts';

/** Between two messages, so that one hears where one ends, and who comes next is said. */
const GAP_MS = 1500;
/** What was said last stays to be read for so long. */
const LINGER_MS = 6000;

/** What is wrong with one message, and not with the way to all of them. */
const OF_ONE: PlaybackProblem[] = ['unplayable', 'recording-unsupported', 'recording-not-found'];
const GONE: PlaybackProblem[] = ['message-not-found', 'message-id-stale', 'folder-not-found'];

export interface PlayAllState {
  isRunning: boolean;
  /** Of those that were new or came meanwhile, the how manyth this is. */
  number: number;
  count: number;
  /** What was told last: who comes, what was left out, or that it is over. */
  said: string;
}

const NOTHING: PlayAllState = { isRunning: false, number: 0, count: 0, said: '' };

interface Run {
  queue: Queue;
  /** What this run plays now; `null` between two messages. */
  current: Message | null;
}

/** Plays one new message after the other, wherever the page is meanwhile. */
export class PlayAll {
  readonly #playback: Playback;
  #state = NOTHING;
  #listeners = new Set<() => void>();
  #run: Run | null = null;
  #seen: PlaybackState;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #hands = new AbortController();

  constructor(playback: Playback) {
    this.#playback = playback;
    this.#seen = playback.getState();
    playback.subscribe(() => this.#follow(playback.getState()));
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  getState = (): PlayAllState => this.#state;

  /** Begins with the most urgent and then the oldest, as the phone does; a run that is under way goes on. */
  start(place: Place): void {
    if (this.#run) return;
    this.#run = { queue: new Queue(place), current: null };
    this.#set({ ...NOTHING, isRunning: true });
    this.#takeKeys();
    void this.#goOn(this.#run, 0);
  }

  /** Ends it, and the sound with it. */
  stop = (): void => {
    if (!this.#run) return;
    const { phase } = this.#playback.getState();
    this.#end('Stopped.');
    if (phase === 'playing' || phase === 'loading') this.#playback.toggle();
  };

  /** Leaves the rest of this message out. */
  next = (): void => {
    if (this.#run) void this.#goOn(this.#run, 0);
  };

  /** The message before this one, or this one anew. */
  previous = (): void => {
    const before = this.#run?.queue.back();
    if (this.#run && before) this.#play(this.#run, before);
    else this.#playback.seek(0);
  };

  async #goOn(run: Run, gapMs: number, note = ''): Promise<void> {
    clearTimeout(this.#timer);
    run.current = null;
    // What cannot be looked at now is played as it was known.
    const rows = await newMessages(run.queue.place).catch(() => null);
    if (this.#run !== run || run.current) return;
    if (rows) run.queue.refresh(rows);
    const next = run.queue.take();
    if (!next)
      return this.#end(`${note}${run.queue.number > 0 ? 'All new messages were played.' : 'Nothing new is left.'}`);
    this.#say(`${note}${introduction(next)}`);
    if (gapMs === 0) this.#play(run, next);
    else this.#timer = setTimeout(() => this.#run === run && this.#play(run, next), gapMs);
  }

  #play(run: Run, message: Message): void {
    clearTimeout(this.#timer);
    run.current = message;
    this.#set({ number: run.queue.number, count: run.queue.count });
    const { track, phase } = this.#playback.getState();
    const isLoaded = track?.message.id === message.id;
    if (isLoaded && (phase === 'playing' || phase === 'loading')) return;
    this.#playback.play({ message, mailbox: run.queue.place.mailbox });
  }

  #follow(now: PlaybackState): void {
    const before = this.#seen;
    this.#seen = now;
    const run = this.#run;
    if (!run) return;
    const isLoad = now.phase === 'idle' && now.track?.message.id !== before.track?.message.id;
    if (isLoad && now.track?.message.id !== run.current?.id) this.#end('');
    else if (run.current && now.track) this.#hear(run, now.track.message, before, now);
  }

  #hear(run: Run, message: Message, before: PlaybackState, now: PlaybackState): void {
    // Moved, it plays on under another id.
    run.current = message;
    if (now.phase === 'ended' && before.phase !== 'ended') void this.#goOn(run, GAP_MS);
    if (now.problem && !before.problem) this.#leaveOut(run, message, now.problem);
  }

  #leaveOut(run: Run, { caller }: Message, problem: PlaybackProblem): void {
    const { name } = callerWords(caller);
    if (OF_ONE.includes(problem)) return void this.#goOn(run, GAP_MS, `${name} cannot be played here. `);
    if (GONE.includes(problem)) return void this.#goOn(run, GAP_MS, `${name} is no longer here. `);
    const { title } = problemWords(problem as Exclude<PlaybackProblem, 'unplayable'>);
    this.#end(`Stopped: ${title}.`);
  }

  #end(said: string): void {
    clearTimeout(this.#timer);
    this.#run = null;
    this.#hands.abort();
    this.#say(said, { isRunning: false });
    this.#timer = setTimeout(() => this.#set({ said: '' }), LINGER_MS);
  }

  #say(said: string, more: Partial<PlayAllState> = {}): void {
    this.#set({ said, ...more });
    if (said) announce(said);
  }

  /** Esc stops, `n` goes on, and so do the keys of a headset, for as long as it runs. */
  #takeKeys(): void {
    this.#hands = new AbortController();
    const { signal } = this.#hands;
    const onKeyDown = (event: KeyboardEvent) => {
      const act = event.key === 'Escape' ? this.stop : event.key === 'n' ? this.next : null;
      if (!act || isForSomethingElse(event)) return;
      event.preventDefault();
      act();
    };
    // Before the list, where Esc clears the selection.
    document.addEventListener('keydown', onKeyDown, { signal, capture: true });
    const session = 'mediaSession' in navigator ? navigator.mediaSession : null;
    session?.setActionHandler('nexttrack', this.next);
    session?.setActionHandler('previoustrack', this.previous);
    signal.addEventListener('abort', () => {
      session?.setActionHandler('nexttrack', null);
      session?.setActionHandler('previoustrack', null);
    });
  }

  #set(change: Partial<PlayAllState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}

/** Who comes, and since when it waits. */
function introduction({ caller, receivedAt, urgent }: Message): string {
  const clock = readersClock();
  const day = dayName(clock.dayOf(receivedAt), clock.dayOf(Date.now()));
  return `${urgent ? 'Urgent, ' : ''}${callerWords(caller).name}, ${day}, ${clock.timeOf(receivedAt)}`;
}

const runs = new WeakMap<Playback, PlayAll>();

/** The one of this page. */
export function playAllOf(playback: Playback): PlayAll {
  const known = runs.get(playback) ?? new PlayAll(playback);
  runs.set(playback, known);
  return known;
}
