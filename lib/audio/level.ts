const FRAME_SAMPLES = 160;
const FULL_SCALE = 32_768;
/** Speech as loud as the phone's own prompts. */
const TARGET_DB = -16;
/** What is never louder than this is no speech, and is not made to sound like it. */
const SILENCE_DB = -50;
/** Pauses between words are this much below the loudest frames. */
const PAUSE_DB = 20;
const MOST_GAIN_DB = 24;
/** No sample is louder: -1 dBFS. */
const CEILING = FULL_SCALE * 10 ** (-1 / 20);
/** 5 ms at 8000 Hz: so long before a peak the limiter begins to turn down. */
const LOOK_AHEAD_SAMPLES = 40;

/** How loud the speech is, in dBFS, its pauses left out; `null` of silence. Frames of 20 ms at 8000 Hz. */
export function speechLevelDb(samples: Int16Array): number | null {
  const powers = framePowers(samples);
  const loudest = powers.reduce((highest, power) => Math.max(highest, power), 0);
  if (decibels(loudest) < SILENCE_DB) return null;
  const least = Math.max(powerOf(SILENCE_DB), loudest / powerOf(PAUSE_DB));
  const active = powers.filter((power) => power >= least);
  return decibels(active.reduce((total, power) => total + power, 0) / active.length);
}

/** The same at the level of speech on the phone; what would be too loud then is turned down, not cut off. Silence stays silence. */
export function leveled(samples: Int16Array): Int16Array {
  const level = speechLevelDb(samples);
  if (level === null) return samples;
  const gain = 10 ** (Math.min(MOST_GAIN_DB, TARGET_DB - level) / 20);
  return limited(Float64Array.from(samples, (sample) => sample * gain));
}

function framePowers(samples: Int16Array): number[] {
  return Array.from({ length: Math.ceil(samples.length / FRAME_SAMPLES) }, (_, frame) => {
    const piece = samples.subarray(frame * FRAME_SAMPLES, (frame + 1) * FRAME_SAMPLES);
    return piece.reduce((total, sample) => total + (sample / FULL_SCALE) ** 2, 0) / FRAME_SAMPLES;
  });
}

/** The mean of what each sample around needs at least is no more than what the one in the middle needs. */
function limited(wanted: Float64Array): Int16Array {
  const needed = wanted.map((sample) => Math.min(1, CEILING / Math.max(1, Math.abs(sample))));
  if (needed.every((gain) => gain === 1)) return Int16Array.from(wanted, Math.round);
  const least = leastAround(needed);
  const out = new Int16Array(wanted.length);
  const width = 2 * LOOK_AHEAD_SAMPLES + 1;
  let sum = 0;
  for (let at = -LOOK_AHEAD_SAMPLES; at < LOOK_AHEAD_SAMPLES; at++) sum += least[at] ?? 1;
  for (let at = 0; at < wanted.length; at++) {
    sum += least[at + LOOK_AHEAD_SAMPLES] ?? 1;
    out[at] = Math.max(-CEILING, Math.min(CEILING, ((wanted[at] ?? 0) * sum) / width));
    sum -= least[at - LOOK_AHEAD_SAMPLES] ?? 1;
  }
  return out;
}

function leastAround(needed: Float64Array): Float64Array {
  const least = new Float64Array(needed.length).fill(1);
  for (const [at, gain] of needed.entries()) {
    if (gain === 1) continue;
    const end = Math.min(needed.length, at + LOOK_AHEAD_SAMPLES + 1);
    for (let near = Math.max(0, at - LOOK_AHEAD_SAMPLES); near < end; near++) {
      least[near] = Math.min(least[near] ?? 1, gain);
    }
  }
  return least;
}

const decibels = (power: number) => (power === 0 ? Number.NEGATIVE_INFINITY : 10 * Math.log10(power));
const powerOf = (db: number) => 10 ** (db / 10);
