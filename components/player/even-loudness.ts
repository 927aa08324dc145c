import type { Peaks } from '#lib/api/sound-contract.ts';

type Gains = Peaks['gains'];

interface Graph {
  context: AudioContext;
  gain: AudioParam;
}

/** An element belongs to its graph for ever: one is made when somebody first wants it. */
const graphs = new WeakMap<HTMLAudioElement, Promise<Graph>>();

const AHEAD_SECONDS = 30;
const MOST_DRIFT_SECONDS = 0.1;

/** Makes all speech equally loud while it plays. Gives back how to stop that. */
export function evenOut(audio: HTMLAudioElement, gains: Gains): () => void {
  const letGo = new AbortController();
  void graphOf(audio).then((graph) => {
    if (!letGo.signal.aborted) follow(audio, graph, gains, letGo.signal);
  });
  return () => letGo.abort();
}

/** The gain at some place as a factor. */
export function factorAt(gains: Gains, seconds: number): number {
  const behind = gains.findIndex(({ atSeconds }) => atSeconds > seconds);
  const to = gains[behind] ?? gains.at(-1);
  const from = gains[behind - 1] ?? to;
  if (!from || !to) return 1;
  const spanSeconds = to.atSeconds - from.atSeconds;
  const share = spanSeconds > 0 ? (seconds - from.atSeconds) / spanSeconds : 0;
  return factorOf(from.gainDb + share * (to.gainDb - from.gainDb));
}

/** Through a context that does not run nothing would be heard: the element is not given to one before the browser lets it. */
async function graphOf(audio: HTMLAudioElement): Promise<Graph> {
  const graph = graphs.get(audio) ?? attach(audio);
  graphs.set(audio, graph);
  return graph;
}

async function attach(audio: HTMLAudioElement): Promise<Graph> {
  const context = new AudioContext();
  await context.resume();
  const node = context.createGain();
  context.createMediaElementSource(audio).connect(node).connect(context.destination);
  // A phone call suspends it.
  audio.addEventListener('play', () => void context.resume());
  return { context, gain: node.gain };
}

/** Plans the gains of the next half minute, anew whenever the sound goes elsewhere, or the two clocks have drifted apart. */
function follow(audio: HTMLAudioElement, { context, gain }: Graph, gains: Gains, signal: AbortSignal): void {
  let [plannedAt, plannedFrom] = [0, 0];
  const plan = () => {
    [plannedAt, plannedFrom] = [context.currentTime, audio.currentTime];
    gain.cancelScheduledValues(0);
    gain.setValueAtTime(factorAt(gains, plannedFrom), plannedAt);
    for (const { atSeconds, gainDb } of gains) {
      const isNext = atSeconds > plannedFrom && atSeconds < plannedFrom + AHEAD_SECONDS;
      if (!isNext || audio.paused) continue;
      gain.exponentialRampToValueAtTime(factorOf(gainDb), plannedAt + (atSeconds - plannedFrom) / audio.playbackRate);
    }
  };
  const check = () => {
    const heard = audio.currentTime - plannedFrom;
    const drift = heard - (context.currentTime - plannedAt) * audio.playbackRate;
    if (!audio.paused && (heard > AHEAD_SECONDS / 2 || Math.abs(drift) > MOST_DRIFT_SECONDS)) plan();
  };
  for (const event of ['playing', 'pause', 'seeked', 'ratechange']) audio.addEventListener(event, plan, { signal });
  audio.addEventListener('timeupdate', check, { signal });
  signal.addEventListener('abort', () => gain.cancelScheduledValues(0).setValueAtTime(1, context.currentTime));
  plan();
}

function factorOf(gainDb: number): number {
  return 10 ** (gainDb / 20);
}
