import { outlineOf } from '#lib/audio/peaks.ts';
import { recognise } from '#lib/audio/recognise.ts';
import { StoredSamples } from '#lib/audio/samples.ts';
import { speech } from '#test/cast/speech.ts';
import type { Rounds } from './figure.ts';
import { load, machine } from './machine.ts';
import { interleave, timed } from './measure.ts';
import { type Comparison, tableOf } from './table.ts';

const SECONDS = 600;

/** Prints how long it takes to draw ten minutes of speech, beside decoding them and doing nothing else. */
export async function peaksFigures(rounds: Rounds): Promise<void> {
  const all: Comparison[] = [];
  for (const codec of ['gsm', 'ulaw', 'g722'] as const) all.push(await drawing(codec, rounds));
  console.log(`\n${machine()}, ${load()}\n\n${tableOf(all)}\n`);
}

async function drawing(codec: 'gsm' | 'ulaw' | 'g722', rounds: Rounds): Promise<Comparison> {
  const { bytes, extension } = speech(codec, SECONDS);
  const recognised = recognise({ bytes, extension });
  if (recognised.kind !== 'samples') throw new Error(`.${extension} is ${recognised.kind}`);
  const { coding } = recognised;
  const sound = () => new StoredSamples(coding, async (first, end) => bytes.subarray(first, end));
  const decode = async () => {
    const samples = sound();
    for await (const _ of samples.between(0, samples.sampleCount));
  };
  const [times = [], floorTimes = []] = await interleave(
    [() => timed(() => outlineOf([sound()])), () => timed(decode)],
    rounds,
  );
  return { figure: `peaks, silences, gains of 10 min ${codec}`, times, floor: 'decoding alone', floorTimes };
}
