import { MediaControls } from './media-session.ts';
import type { Playback } from './playback.ts';
import { Resume } from './resume.ts';

const accompanied = new WeakSet<Playback>();

/** What goes along with everything that plays. Loaded with the first play. */
export function accompany(playback: Playback): void {
  if (accompanied.has(playback)) return;
  accompanied.add(playback);
  new Resume(playback);
  if ('mediaSession' in navigator) new MediaControls(playback, navigator.mediaSession);
}
