import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

const LOGS = '.cache/logs';
const PATIENCE_MS = 10_000;

const running = new Set<ChildProcess>();

/** A process of ours that writes what it says into a file. */
export interface Child {
  pid: number;
  /** What it has said so far. */
  log(): string;
  /** Its exit code; 1 when a signal ended it. */
  ended: Promise<number>;
  stop(): Promise<void>;
}

/** Starts Node on a script with TypeScript in it, to end when we do. Its output goes to `.cache/logs/<name>.log`. */
export function startNode(name: string, args: string[], env: Record<string, string> = {}): Child {
  mkdirSync(LOGS, { recursive: true });
  const path = `${LOGS}/${name}.log`;
  const output = openSync(path, 'w');
  const child = spawn(process.execPath, ['--import', './test/with-parent.mjs', '--import', 'tsx', ...args], {
    env: { ...process.env, ...env, LAMPLIGHT_STARTER: String(process.pid) },
    stdio: ['ignore', output, output],
  });
  running.add(child);
  const ended = once(child, 'exit').then(([code]) => {
    running.delete(child);
    return code ?? 1;
  });
  return { pid: child.pid ?? 0, log: () => readFileSync(path, 'utf8'), ended, stop: () => stop(child) };
}

/** Ends all that we started, the impolite way if they take too long. */
export async function stopChildren(): Promise<void> {
  await Promise.all([...running].map(stop));
}

async function stop(child: ChildProcess): Promise<void> {
  if (!running.has(child)) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await Promise.race([ended, pause(PATIENCE_MS, undefined, { ref: false })]);
  child.kill('SIGKILL');
}
