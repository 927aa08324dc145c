import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
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
 * Asterisk's change of user. It all ends when our end of the pipe closes, which it does however we die.
 */
const KEEPER = `
trap '' PIPE; exec 3<&0
unshare --mount --propagation private --pid --fork --kill-child=KILL sh -c '
  mount -t proc proc "$1/proc" && mount --rbind /dev "$1/dev" && mount -t tmpfs tmpfs "$1/tmp" &&
  mount --bind "$2" "$1${INSIDE}" && chroot "$1" asterisk -f -U asterisk -G asterisk -C ${INSIDE}/etc/asterisk.conf
  exit $?
' sh "$1" "$2" </dev/null >/dev/null 2>"$2/complaint" 3<&- & asterisk=$!
{ cat <&3 >/dev/null; kill -KILL $asterisk; } & watch=$!
wait $asterisk
kill $watch; rm -rf "$2"`;

const START_TIMEOUT_MS = 30_000;
const RETRY_MS = 50;

/**
 * Starts Asterisk and waits until it has loaded everything.
 * @throws {Error} with what it says when it does not start
 */
export async function runAsterisk(root: string, conf: PbxConf): Promise<Running> {
  const folder = mkdtempSync(join(tmpdir(), 'pbx-'));
  writeConf(join(folder, 'etc'), conf);
  const { uid, gid } = asteriskIds(root);
  for (const name of ['', 'spool', 'log', 'run']) {
    mkdirSync(join(folder, name), { recursive: true });
    chownSync(join(folder, name), uid, gid);
  }
  const keeper = spawn('sh', ['-c', KEEPER, 'sh', root, folder], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const ended = once(keeper, 'exit');
  const patience = AbortSignal.timeout(START_TIMEOUT_MS);
  while (!logOf(folder).includes('Asterisk Ready')) {
    if (keeper.exitCode !== null || patience.aborted) {
      const complaint = readIfThere(join(folder, 'complaint')) + logOf(folder);
      keeper.stdin.end();
      throw new Error(`Asterisk does not start: ${complaint}`);
    }
    await pause(RETRY_MS);
  }
  return {
    folder,
    async stop() {
      keeper.stdin.end();
      await ended;
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/** What Asterisk has logged. */
export const logOf = (folder: string): string => readIfThere(join(folder, 'log/full'));

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
