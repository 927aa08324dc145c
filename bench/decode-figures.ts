import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { recognise } from '#lib/audio/recognise.ts';
import { StoredSamples } from '#lib/audio/samples.ts';
import type { Attachment } from '#test/asterisk.ts';
import { speech } from '#test/cast/speech.ts';
import type { Rounds } from './figure.ts';
import { load, machine } from './machine.ts';
import { interleave, timed } from './measure.ts';
import { median } from './statistics.ts';
import { type Comparison, tableOf } from './table.ts';

const SECONDS = 600;
const CODECS = ['gsm', 'wav49', 'g722'] as const;
type Codec = (typeof CODECS)[number];

/** How somebody else is told to decode a file: sox, and ffmpeg what sox does not know. */
const PEERS: Record<Codec, (file: string) => [name: string, args: string[]]> = {
  gsm: (file) => ['sox', ['-t', 'gsm', file, '-t', 's16', '/dev/null']],
  wav49: (file) => ['sox', ['-t', 'wav', file, '-t', 's16', '/dev/null']],
  g722: (file) => ['ffmpeg', ['-v', 'error', '-f', 'g722', '-i', file, '-f', 's16le', '-y', '/dev/null']],
};

/** With the time that the processor had for it: what counts on a machine that others use, too. */
interface Decoding extends Comparison {
  cpuMs: number[];
}

/** Prints how long ten minutes of speech take, beside sox for the same file. */
export async function decodeFigures(rounds: Rounds): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'lamplight-decode-'));
  try {
    const all: Decoding[] = [];
    for (const codec of CODECS) all.push(await decoding(codec, join(folder, codec), rounds));
    console.log(`\n${machine()}, ${load()}\n\n${tableOf(all)}\n`);
    for (const { figure, cpuMs } of all) console.log(`${figure}: ${realTime(cpuMs)} times real time of one core`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function decoding(codec: Codec, file: string, rounds: Rounds): Promise<Decoding> {
  const sound = speech(codec, SECONDS);
  writeFileSync(file, sound.bytes);
  const [peer, args] = PEERS[codec](file);
  const cpuMs: number[] = [];
  const ours = async () => {
    const before = process.cpuUsage();
    const milliseconds = await timed(() => decodeAll(sound));
    const { user, system } = process.cpuUsage(before);
    cpuMs.push((user + system) / 1000);
    return milliseconds;
  };
  const theirs = () => timed(async () => execFileSync(peer, args));
  const [times = [], floorTimes = []] = await interleave([ours, theirs], rounds);
  return {
    figure: `decoding 10 min ${codec}`,
    times,
    floor: `${peer}, the process`,
    floorTimes,
    cpuMs: cpuMs.slice(rounds.warmUps),
  };
}

/** In slices, as it is served. */
async function decodeAll({ bytes, extension }: Attachment): Promise<void> {
  const recognised = recognise({ bytes, extension });
  if (recognised.kind !== 'samples') throw new Error(`.${extension} is ${recognised.kind}`);
  const samples = new StoredSamples(recognised.coding, async (first, end) => bytes.subarray(first, end));
  for await (const _ of samples.between(0, samples.sampleCount));
}

const realTime = (times: number[]) => Math.round(SECONDS / (median(times) / 1000));
