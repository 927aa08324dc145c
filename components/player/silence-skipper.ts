import type { Peaks } from '#lib/api/sound-contract.ts';

type Silences = Peaks['silences'];

/** For less than this the sound is not interrupted. */
const LEAST_SECONDS = 0.15;

/** Goes on behind a silence where one begins. Gives back how to stop that. */
export function skipSilences(audio: HTMLAudioElement, silences: Silences): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = () => {
    clearTimeout(timer);
    if (audio.paused || audio.seeking) return;
    const at = audio.currentTime;
    const next = silences.find(({ endSeconds }) => endSeconds - LEAST_SECONDS > at);
    if (!next) return;
    if (at >= next.startSeconds) audio.currentTime = next.endSeconds;
    else timer = setTimeout(look, (1000 * (next.startSeconds - at)) / audio.playbackRate);
  };
  const letGo = new AbortController();
  // A hidden tab has no frames and late timers: `timeupdate` comes all the same.
  for (const event of ['playing', 'seeked', 'ratechange', 'timeupdate']) {
    audio.addEventListener(event, look, { signal: letGo.signal });
  }
  look();
  return () => {
    letGo.abort();
    clearTimeout(timer);
  };
}

/** How much sooner the whole message is over. */
export function savedSeconds(silences: Silences): number {
  return silences.reduce((sum, { startSeconds, endSeconds }) => sum + endSeconds - startSeconds, 0);
}
