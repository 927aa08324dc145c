import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { cacheFolderFor, type RunAs } from './run-as.ts';

/** What is to be run until the tests are done, or the one who ran them is. */
export interface Kept {
  /** Of what it is a copy, for complaints. */
  name: string;
  /** Where it has all its files, `log` among them. */
  folder: string;
  command: string[];
  /** Where it greets, and then is up. */
  port: number;
  /** How to tell that it is up where it does not speak first. */
  isUp?: () => Promise<boolean>;
  cwd?: string;
  env?: Record<string, string>;
  /** What ends it when we are gone: TERM unless told. */
  signal?: 'TERM' | 'KILL';
}

/** A new folder for a server to live in, with an empty `log`. */
export function makeFolder(who: RunAs): string {
  const cache = cacheFolderFor(who);
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'mail-'));
  chmodSync(folder, 0o755);
  writeFileSync(join(folder, 'log'), '');
  return folder;
}

/**
 * Ends the server and removes its folder when our end of the pipe closes, which it does however we die: a test run that
 * is killed leaves nothing behind either.
 */
const KEEPER = `
trap '' PIPE; exec 3<&0
folder=$1 signal=$2; shift 2
"$@" </dev/null 3<&- & server=$!
{ cat <&3 >/dev/null; kill -s $signal $server; } & watch=$!
wait $server
kill $watch; cat "$folder/log" >&2; rm -rf "$folder"`;

const START_TIMEOUT_MS = 10_000;
const RETRY_MS = 10;

/**
 * Runs a server and waits for its greeting.
 * @returns what stops it and leaves neither process nor file
 * @throws {Error} with what it says when it does not start
 */
export async function keep({
  name,
  folder,
  command,
  port,
  isUp,
  cwd,
  env,
  signal = 'TERM',
}: Kept): Promise<() => Promise<void>> {
  const keeper = spawn('sh', ['-c', KEEPER, 'sh', folder, signal, ...command], {
    cwd: cwd ?? folder,
    env: { ...process.env, ...env },
    detached: true,
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  const complaint = text(keeper.stderr);
  const ended = once(keeper, 'exit');
  const patience = AbortSignal.timeout(START_TIMEOUT_MS);
  while (!(await (isUp?.() ?? greets(port, patience)))) {
    if (keeper.exitCode !== null || patience.aborted) {
      keeper.stdin.end();
      throw new Error(`${name} does not start: ${await complaint}`);
    }
    await pause(RETRY_MS);
  }
  return async () => {
    // The whole group at once: asked politely, Dovecot takes a second. Once it has ended, its number may be another's.
    if (keeper.exitCode === null && keeper.signalCode === null) process.kill(-Number(keeper.pid), 'SIGKILL');
    await ended;
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  };
}

async function greets(port: number, signal: AbortSignal): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'data', { signal });
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
