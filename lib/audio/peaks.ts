import { type GainPoint, gainsOf } from './gains.ts';
import { lineAround } from './noise-floor.ts';
import type { Samples } from './samples.ts';
import { type Stretch, silencesOf } from './silences.ts';
import { FRAME_SECONDS, joinedLoudness, type Loudness, SoundMeter } from './sound-meter.ts';

/** What a player draws of a sound, and what it goes by. */
export interface Outline {
  durationSeconds: number;
  /** How much of that is the intro. */
  introSeconds: number;
  /** The bars of a waveform, 0 to 255: 400 of them, or one for every 20 ms of what is shorter than 8 s. */
  peaks: number[];
  /** Where nobody speaks; a little less, so that a pause stays where one is skipped. */
  silences: { startSeconds: number; endSeconds: number }[];
  /** What makes all speech equally loud. */
  gains: GainPoint[];
}

const MOST_BARS = 400;
/** 0.1 s are as loud as the highest bar: one click does not make all speech look small. */
const LOUD_FRAMES = 5;
/** Noise is not drawn as large as speech. */
const LEAST_FULL_DB = -40;

/** The sounds one after the other, the recording last, an intro before it; read from end to end, piece by piece. */
export async function outlineOf(sounds: readonly Samples[]): Promise<Outline> {
  const meters: SoundMeter[] = [];
  for (const sound of sounds) meters.push(await measured(sound));
  const loudness = joinedLoudness(meters);
  const lineAt = lineAround(loudness.levelsDb);
  const silences = silencesOf(loudness.levelsDb, lineAt);
  const seconds = sounds.map(({ sampleCount, sampleRateHz }) => sampleCount / sampleRateHz);
  const durationSeconds = sum(seconds);
  return {
    durationSeconds,
    introSeconds: sum(seconds.slice(0, -1)),
    peaks: barsOf(loudness),
    silences: silences.map(inSeconds),
    gains: gainsOf(loudness, silences, lineAt),
  };
}

async function measured(sound: Samples): Promise<SoundMeter> {
  const meter = new SoundMeter(sound.sampleRateHz, sound.sampleCount);
  for await (const piece of sound.between(0, sound.sampleCount)) meter.add(piece);
  return meter;
}

function barsOf({ peaksDb }: Loudness): number[] {
  const loudest = peaksDb.toSorted().at(-LOUD_FRAMES) ?? LEAST_FULL_DB;
  const full = amplitude(Math.max(LEAST_FULL_DB, loudest));
  const count = Math.min(MOST_BARS, peaksDb.length);
  return Array.from({ length: count }, (_, bar) => {
    const [first, end] = [bar, bar + 1].map((at) => Math.floor((at * peaksDb.length) / count));
    const peak = peaksDb.subarray(first, end).reduce((most, level) => Math.max(most, level), Number.NEGATIVE_INFINITY);
    return Math.min(255, Math.round((255 * amplitude(peak)) / full));
  });
}

function inSeconds({ first, end }: Stretch): Outline['silences'][number] {
  return { startSeconds: atFrame(first), endSeconds: atFrame(end) };
}

const atFrame = (frame: number) => Math.round(frame * FRAME_SECONDS * 100) / 100;
const amplitude = (db: number) => 10 ** (db / 20);
const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
