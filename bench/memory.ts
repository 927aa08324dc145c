import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

const FOLDER = '.cache/memory';
const PATIENCE_MS = 30_000;
/** A collected page goes back to the system a little later. */
const SETTLE_MS = 1000;

/** What a process holds after its garbage has been collected. */
export interface Memory {
  rssBytes: number;
  heapBytes: number;
  /** What it has computed since it began. */
  cpuMs: number;
}

/** How long a process is left alone to see what it does by itself. */
const ALONE_MS = 30_000;

/** What a process computes while nobody asks it anything, in thousandths of a core. */
export async function idleLoad(memory: () => Promise<Memory>): Promise<number> {
  // Asked twice: the first pays for the collection of the garbage before.
  await memory();
  const before = await memory();
  const startedAt = performance.now();
  await pause(ALONE_MS);
  const after = await memory();
  return ((after.cpuMs - before.cpuMs) / (performance.now() - startedAt)) * 1000;
}

/** The settings of a process, by which it tells of its memory when asked. */
export function tellingMemory(name: string): Record<string, string> {
  mkdirSync(FOLDER, { recursive: true });
  return { NODE_OPTIONS: '--import ./bench/tell-memory.mjs', LAMPLIGHT_MEMORY: pathOf(name) };
}

/** @throws {Error} when the process does not answer */
export async function memoryOf(name: string, pid: number): Promise<Memory> {
  const { cpu } = await ask(name, pid);
  await pause(SETTLE_MS);
  const { rss, heapUsed } = await ask(name, pid);
  return { rssBytes: rss, heapBytes: heapUsed, cpuMs: cpu };
}

async function ask(name: string, pid: number): Promise<NodeJS.MemoryUsage & { cpu: number }> {
  const path = pathOf(name);
  rmSync(path, { force: true });
  process.kill(pid, 'SIGUSR2');
  const until = Date.now() + PATIENCE_MS;
  while (!existsSync(path)) {
    if (Date.now() > until) throw new Error(`${name} does not tell of its memory`);
    await pause(20);
  }
  return JSON.parse(readFileSync(path, 'utf8'));
}

const pathOf = (name: string) => `${FOLDER}/${name}.json`;
