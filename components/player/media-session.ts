import { callerWords } from '#components/messages/caller-words.ts';
import { readersClock } from '#components/ui/use-clock.ts';
import { sitePath } from '#lib/api/site-path.ts';
import type { Playback, PlaybackState, Track } from './playback.ts';
import { isActive } from './playback-context.ts';
import { SKIP_SECONDS } from './use-player-keys.ts';

const ICONS = ['192', '512'];

/** Shows what plays on the lock screen, and takes the keys of a keyboard or a headset from there. */
export class MediaControls {
  readonly #playback: Playback;
  readonly #session: MediaSession;
  #shown: PlaybackState | null = null;
  #hasLeft = false;

  constructor(playback: Playback, session: MediaSession) {
    this.#playback = playback;
    this.#session = session;
    for (const [action, handler] of Object.entries(this.#handlers())) {
      session.setActionHandler(action as MediaSessionAction, handler);
    }
    this.#show(playback.getState());
    playback.subscribe(() => this.#show(playback.getState()));
    // Whoever signs out leaves the page: no caller stays behind on the lock screen.
    addEventListener('pagehide', () => this.#clear());
  }

  #handlers(): Partial<Record<MediaSessionAction, MediaSessionActionHandler>> {
    const playback = this.#playback;
    return {
      play: () => isActive(playback.getState()) || playback.toggle(),
      pause: () => isActive(playback.getState()) && playback.toggle(),
      seekbackward: ({ seekOffset }) => playback.skip(-(seekOffset ?? SKIP_SECONDS)),
      seekforward: ({ seekOffset }) => playback.skip(seekOffset ?? SKIP_SECONDS),
      seekto: ({ seekTime }) => seekTime !== undefined && playback.seek(seekTime),
    };
  }

  #show(now: PlaybackState): void {
    if (this.#hasLeft) return;
    const before = this.#shown;
    this.#shown = now;
    const isOther = now.track?.message.receivedAt !== before?.track?.message.receivedAt;
    const isOtherCall = isOther || now.track?.message.caller !== before?.track?.message.caller;
    if (isOtherCall) this.#session.metadata = now.track && metadataOf(now.track);
    if (now.phase !== before?.phase) this.#session.playbackState = isActive(now) ? 'playing' : 'paused';
    const isSameSecond = Math.floor(now.elapsedSeconds) === Math.floor(before?.elapsedSeconds ?? -1);
    if (!isSameSecond || now.phase !== before?.phase || now.totalSeconds !== before?.totalSeconds) this.#place(now);
  }

  #place({ elapsedSeconds, totalSeconds }: PlaybackState): void {
    if (totalSeconds <= 0) return;
    const position = Math.min(elapsedSeconds, totalSeconds);
    this.#session.setPositionState?.({ duration: totalSeconds, position });
  }

  /** The sound stops after that, and says so. A page that comes back from the browser's memory is loaded anew. */
  #clear(): void {
    this.#hasLeft = true;
    this.#session.metadata = null;
    this.#session.playbackState = 'none';
  }
}

function metadataOf({ message }: Track): MediaMetadata {
  const artwork = ICONS.map((size) => ({
    src: sitePath(`/icon-${size}.png`),
    sizes: `${size}x${size}`,
    type: 'image/png',
  }));
  const artist = `Lamplight · ${readersClock().timeOf(message.receivedAt)}`;
  return new MediaMetadata({ title: callerWords(message.caller).name, artist, artwork });
}
