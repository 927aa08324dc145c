import { chownSync, closeSync, mkdirSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { keep, makeFolder } from '#test/keeper.ts';
import { runAs } from '#test/run-as.ts';
import { INSIDE, type PbxConf, writeConf } from './conf.ts';
import { asteriskIds } from './root.ts';

/** An Asterisk that runs in namespaces of its own. */
export interface Running {
  /** Its spool, log and configuration. */
  folder: string;
  /** Leaves no process, no mount and no file. */
  stop(): Promise<void>;
}

/**
 * Mounts are made in a mount namespace, and the kernel ends a process namespace with its first process: whatever happens,
 * nothing of either is left. That first process is a shell, because the wish to die with one's parent does not survive
 * Asterisk's change of user.
 */
const UNSHARE = ['unshare', '--mount', '--propagation', 'private', '--pid', '--fork', '--kill-child=KILL'];
const INIT = `
mount -t proc proc "$1/proc" && mount --rbind /dev "$1/dev" && mount -t tmpfs tmpfs "$1/tmp" &&
mount --bind "$2" "$1${INSIDE}" &&
chroot "$1" asterisk -f -U asterisk -G asterisk -C ${INSIDE}/etc/asterisk.conf >/dev/null 2>&1
exit $?`;

const LOAD_TIMEOUT_MS = 30_000;
const RETRY_MS = 50;

/**
 * Starts Asterisk and waits until it has loaded everything.
 * @param change may write other files into the folder of its configuration first, or into `spool` beside it
 * @throws {Error} with what it says when it does not start
 */
export async function runAsterisk(
  root: string,
  conf: PbxConf,
  change: (etc: string) => void = () => {},
): Promise<Running> {
  const folder = makeFolder(runAs());
  writeConf(join(folder, 'etc'), conf);
  change(join(folder, 'etc'));
  const { uid, gid } = asteriskIds(root);
  for (const name of ['spool', 'run']) mkdirSync(join(folder, name), { recursive: true });
  for (const name of ['spool', 'run', 'log', '']) chownSync(join(folder, name), uid, gid);
  const command = [...UNSHARE, 'sh', '-c', INIT, 'sh', root, folder];
  const stop = await keep({ name: 'Asterisk', folder, command, port: conf.amiPort, signal: 'KILL' });
  try {
    await untilReady(folder, 1);
  } catch (error) {
    await stop();
    throw error;
  }
  return { folder, stop };
}

/** What Asterisk has logged. */
export const logOf = (folder: string): string => readFileSync(join(folder, 'log'), 'utf8');

/** What it logs from now on: the whole log is too long to look at every moment. */
export function logFromNow(folder: string): () => string {
  const path = join(folder, 'log');
  const from = statSync(path).size;
  return () => {
    const bytes = Buffer.alloc(statSync(path).size - from);
    const file = openSync(path, 'r');
    readSync(file, bytes, 0, bytes.length, from);
    closeSync(file);
    return bytes.toString();
  };
}

/** How often it has started. */
export const timesReady = (folder: string): number => logOf(folder).split('Asterisk Ready').length - 1;

/** @throws {Error} when it has not started so often in good time */
export async function untilReady(folder: string, times: number): Promise<void> {
  const patience = AbortSignal.timeout(LOAD_TIMEOUT_MS);
  while (timesReady(folder) < times) {
    if (patience.aborted) throw new Error('Asterisk does not get ready');
    await pause(RETRY_MS);
  }
}
