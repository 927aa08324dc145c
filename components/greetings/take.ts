import { StudioError } from './studio-error.ts';
import { mostSeconds } from './wav-file.ts';

/** Sound that may become a greeting. */
export interface Take {
  /** Of one channel. */
  sound: AudioBuffer;
  /** What of it is kept, from its beginning: less than all where it is longer than a greeting may be. */
  seconds: number;
  /** `null`: recorded here. */
  fileName: string | null;
  /** Where callers hear it already: when it ends, ISO 8601, or never. */
  stored?: { endsAt: string | null };
}

/** Two hours of a good MP3 would be gigabytes of samples. */
const MOST_FILE_BYTES = 64 * 1024 * 1024;

/** Twice what a telephone carries; and just that, for what would become too large to send. */
const RATES_HZ = [16_000, 8000];

/** How long a greeting may be at most, whatever the site allows. */
export const MOST_SECONDS = mostSeconds(8000);

/** The greatest share of full loudness that nobody would call speech. */
const SILENCE = 0.01;

/** Sound out of any file that this browser can decode. @throws {StudioError} */
export async function decode(file: Blob): Promise<AudioBuffer> {
  if (file.size > MOST_FILE_BYTES) throw new StudioError('too-large');
  let sound: AudioBuffer | undefined;
  for (const rateHz of RATES_HZ) {
    sound = await decodeAt(rateHz, file);
    if (sound.duration <= mostSeconds(rateHz)) break;
  }
  if (!sound?.length) throw new StudioError('no-sound');
  return sound;
}

/** The browser's decoder resamples, with a filter, to the rate of its context. @throws {StudioError} */
export async function decodeAt(rateHz: number, file: Blob): Promise<AudioBuffer> {
  const bytes = await file.arrayBuffer();
  const sound = await new OfflineAudioContext(1, 1, rateHz).decodeAudioData(bytes).catch(() => {
    throw new StudioError('no-sound');
  });
  return sound.numberOfChannels === 1 ? sound : mixed(sound);
}

/** One channel of the mean of all. */
function mixed(sound: AudioBuffer): AudioBuffer {
  const { length, sampleRate, numberOfChannels } = sound;
  const mix = new AudioBuffer({ length, sampleRate, numberOfChannels: 1 });
  const into = mix.getChannelData(0);
  for (let channel = 0; channel < numberOfChannels; channel++) {
    const samples = sound.getChannelData(channel);
    for (let i = 0; i < length; i++) into[i] = (into[i] ?? 0) + (samples[i] ?? 0) / numberOfChannels;
  }
  return mix;
}

/** Whether nothing is to be heard in it. */
export function isSilent({ sound }: Take): boolean {
  return loudest(sound.getChannelData(0)) < SILENCE;
}

/** The greatest distance from silence, 0 to 1. */
export function loudest(samples: Float32Array): number {
  return samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
}

/** So many bars that show how loud it is, each 0 to 100 of the loudest. */
export function barsOf(sound: AudioBuffer, count: number): number[] {
  const samples = sound.getChannelData(0);
  const width = samples.length / count;
  const peaks = Array.from({ length: count }, (_, i) =>
    loudest(samples.subarray(Math.floor(i * width), Math.floor((i + 1) * width))),
  );
  const most = Math.max(...peaks, SILENCE);
  return peaks.map((peak) => Math.round((peak / most) * 100));
}
