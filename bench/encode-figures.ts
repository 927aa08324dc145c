import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encode } from '#lib/audio/encode.ts';
import { decodePcm16 } from '#lib/audio/pcm.ts';
import { speech } from '#test/cast/speech.ts';
import { run } from '#test/reference-decoders.ts';
import type { Rounds } from './figure.ts';
import { load, machine } from './machine.ts';
import { interleave, timed } from './measure.ts';
import { median } from './statistics.ts';
import { type Comparison, tableOf } from './table.ts';

const SECONDS = 600;

/** How sox is told to make each of them. */
const FLOORS = {
  gsm: ['-t', 'gsm'],
  wav49: ['-e', 'gsm', '-t', 'wav'],
  ulaw: ['-t', 'ul'],
} as const;

const SAMPLES_IN = ['-D', '-V1', '-t', 's16', '-L', '-r', '8000', '-c', '1'];

/** Prints how long encoding ten minutes of speech takes, beside sox for the same samples. */
export async function encodeFigures(rounds: Rounds): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'lamplight-encode-'));
  try {
    const { bytes } = speech('sln', SECONDS);
    const file = join(folder, 'speech.sln');
    writeFileSync(file, bytes);
    const all: Comparison[] = [];
    const lines: string[] = [];
    for (const codec of ['gsm', 'wav49', 'ulaw'] as const) {
      const cpuMs: number[] = [];
      const ours = () => spent(cpuMs, () => encode(codec, decodePcm16(bytes)));
      const sox = () => timed(async () => run('sox', [...SAMPLES_IN, file, ...FLOORS[codec], '/dev/null']));
      const [times = [], floorTimes = []] = await interleave([ours, sox], rounds);
      all.push({ figure: `encoding 10 min ${codec}`, times, floor: 'sox, the process', floorTimes });
      const realTime = SECONDS / (median(cpuMs.slice(rounds.warmUps)) / 1000);
      lines.push(`encoding ${codec}: ${Math.round(realTime)} times real time of one core`);
    }
    console.log(`\n${machine()}, ${load()}\n\n${tableOf(all)}\n\n${lines.join('\n')}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** With the time that the processor had for it: what counts on a machine that others use, too. */
async function spent(cpuMs: number[], work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  const milliseconds = await timed(work);
  const { user, system } = process.cpuUsage(before);
  cpuMs.push((user + system) / 1000);
  return milliseconds;
}
