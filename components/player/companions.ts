import type { QueryClient } from '@tanstack/react-query';
import { heardWhen } from './heard-when.ts';
import { MediaControls } from './media-session.ts';
import type { Playback } from './playback.ts';
import { reportLater } from './report-later.ts';
import { Resume } from './resume.ts';

const accompanied = new WeakSet<Playback>();

/** What goes along with everything that plays. Loaded with the first play. */
export function accompany(playback: Playback): void {
  if (accompanied.has(playback)) return;
  accompanied.add(playback);
  new Resume(playback);
  if ('mediaSession' in navigator) new MediaControls(playback, navigator.mediaSession);
}

/** Sound starts: reports the play now, later or not at all, as the person has chosen. */
export function reportAsChosen(playback: Playback, client: QueryClient): void {
  const when = heardWhen(client, playback.getState().track?.mailbox);
  if (when === 'start') playback.report();
  else if (when === 'hand') playback.doNotReport();
  else reportLater(playback, when);
}
