import { toPlayable } from '#lib/audio/decode.ts';
import type { Attachment } from './asterisk.ts';
import { difference, referenceSamples } from './reference-decoders.ts';
import { samplesOfWav } from './wav.ts';

export interface Compared {
  codec: string;
  samples: number;
  /** Where we and the reference part; `null` when every sample is the same. */
  difference: string | null;
}

/** What we make of a stored sound, beside what sox (or ffmpeg, for G.722) makes of it. */
export function compareDecoding(sound: Attachment): Compared {
  const playable = toPlayable([sound]);
  if (playable.kind !== 'wav') return { codec: playable.kind, samples: 0, difference: 'we make no samples of it' };
  const ours = samplesOfWav(playable.bytes);
  return { codec: playable.codec, samples: ours.length, difference: difference(ours, referenceSamples(sound)) };
}
