import type { FolderSlug } from '#lib/voicemail/folder.ts';

export interface LiveState {
  /** Whether changes come by themselves. */
  isLive: boolean;
  /** Not live for so long that the person is told. */
  isLost: boolean;
  /** When the stream is opened again, in milliseconds since 1970; `null` while it is open or being opened. */
  retryAt: number | null;
}

/** What a stream calls its owner for. */
export interface LiveListener {
  /** Something in this folder changed, or in any. */
  onHint(folder: FolderSlug | null): void;
  /** Changes come by themselves from now on; what came before that was not seen. */
  onLive(): void;
  /** The server does not let this page have a stream; another call can say why. */
  onRefused(): void;
  onSignedOut(): void;
}

const GRACE_MS = 3000;
/** The server says `live` at least every 25 seconds. */
const SILENCE_MS = 40_000;
const CHECK_MS = 5000;
const FIRST_RETRY_MS = 1000;
const LONGEST_RETRY_MS = 30_000;

/** The event source of a tab: what stays silent is opened anew, and so is what breaks, ever more slowly. */
export class LiveStream {
  #state: LiveState = { isLive: false, isLost: false, retryAt: null };
  #subscribers = new Set<() => void>();
  #listener: LiveListener | null = null;
  #url = '';
  #source: EventSource | null = null;
  #heardAt = 0;
  #tries = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #grace: ReturnType<typeof setTimeout> | undefined;

  subscribe = (subscriber: () => void): (() => void) => {
    this.#subscribers.add(subscriber);
    return () => this.#subscribers.delete(subscriber);
  };

  getState = (): LiveState => this.#state;

  /** Opens the stream and keeps it open; gives back how to close it. */
  open(url: string, listener: LiveListener): () => void {
    this.#url = url;
    this.#listener = listener;
    this.#tries = 0;
    this.#connect();
    const watch = setInterval(() => this.#check(), CHECK_MS);
    const unlisten = this.#listenToBrowser();
    return () => {
      clearInterval(watch);
      unlisten();
      this.#close();
      clearTimeout(this.#grace);
      this.#grace = undefined;
      this.#set({ isLive: false, isLost: false });
    };
  }

  /** Opens the stream at once where it is not open. */
  tryNow = (): void => {
    if (!this.#source) this.#connect();
  };

  #listenToBrowser(): () => void {
    const leaving = new AbortController();
    const { signal } = leaving;
    // A laptop that wakes has a stream that looks open; nothing more will come of it.
    document.addEventListener('visibilitychange', () => this.#wake(), { signal });
    addEventListener('online', () => this.#connect(), { signal });
    addEventListener('offline', () => this.#drop(), { signal });
    return () => leaving.abort();
  }

  #wake(): void {
    if (document.visibilityState !== 'visible') return;
    this.#check();
    this.tryNow();
  }

  #connect(): void {
    this.#close();
    this.#noteLost();
    this.#heardAt = Date.now();
    const source = new EventSource(this.#url);
    this.#source = source;
    const on = (type: string, read: (data: string) => void) =>
      source.addEventListener(type, ({ data }) => source === this.#source && read(data));
    on('live', (data) => this.#noteLive(JSON.parse(data).live === true));
    on('changed', (data) => this.#listener?.onHint(JSON.parse(data).folder ?? null));
    on('signed-out', () => this.#end());
    source.onerror = () => source === this.#source && this.#fail(source.readyState === EventSource.CLOSED);
  }

  #noteLive(isLive: boolean): void {
    this.#heardAt = Date.now();
    this.#tries = 0;
    if (!isLive) this.#noteLost();
    else if (!this.#state.isLive) this.#noteFound();
  }

  #noteFound(): void {
    clearTimeout(this.#grace);
    this.#grace = undefined;
    this.#set({ isLive: true, isLost: false });
    this.#listener?.onLive();
  }

  /** A moment without a stream is nobody's worry. */
  #noteLost(): void {
    this.#set({ isLive: false });
    this.#grace ??= setTimeout(() => this.#set({ isLost: true }), GRACE_MS);
  }

  #fail(isRefused: boolean): void {
    this.#drop();
    if (isRefused) this.#listener?.onRefused();
  }

  #drop(): void {
    this.#close();
    this.#noteLost();
    const delay = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.#tries) * (0.75 + Math.random() / 2);
    this.#tries += 1;
    this.#retry = setTimeout(() => this.#connect(), delay);
    this.#set({ retryAt: Date.now() + delay });
  }

  #end(): void {
    this.#close();
    this.#listener?.onSignedOut();
  }

  #check(): void {
    if (this.#source && Date.now() - this.#heardAt > SILENCE_MS) this.#connect();
  }

  #close(): void {
    clearTimeout(this.#retry);
    this.#source?.close();
    this.#source = null;
    this.#set({ retryAt: null });
  }

  #set(change: Partial<LiveState>): void {
    this.#state = { ...this.#state, ...change };
    for (const subscriber of this.#subscribers) subscriber();
  }
}
