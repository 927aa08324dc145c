import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from './free-port.ts';
import { findProgram } from './programs.mjs';

/** A private Redis on loopback that keeps nothing. */
export interface RedisServer {
  url: string;
  port: number;
  /** It stays connected and says nothing, as one does whose machine has stopped. */
  freeze(): void;
  thaw(): void;
  /** Leaves no process. */
  stop(): Promise<void>;
}

/** Ends Redis when our end of the pipe closes, which it does however we die. */
const KEEPER = `
trap '' PIPE; exec 3<&0
"$1" --bind 127.0.0.1 --port "$2" --save '' --appendonly no </dev/null 3<&- & redis=$!
{ cat <&3 >/dev/null; kill $redis; } & watch=$!
wait $redis; kill $watch`;

const START_TIMEOUT_MS = 10_000;
const RETRY_MS = 10;

/**
 * Starts a Redis on a free port, or where one was before.
 * @throws {Error} when it is missing, or does not start
 */
export async function startRedis(wish?: number): Promise<RedisServer> {
  const program = findProgram('redis-server');
  if (!program) throw new Error('Redis is missing. Debian: apt install redis-server. macOS: brew install redis');
  const port = wish ?? (await freePort());
  const keeper = spawn('sh', ['-c', KEEPER, 'sh', program, String(port)], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const ended = once(keeper, 'exit');
  const send = (signal: NodeJS.Signals) => signalGroup(keeper, signal);
  const stop = async () => {
    send('SIGKILL');
    await ended;
  };
  const patience = AbortSignal.timeout(START_TIMEOUT_MS);
  while (!(await answers(port, patience))) {
    if (keeper.exitCode !== null || patience.aborted) {
      await stop();
      throw new Error(`Redis does not start on port ${port}`);
    }
    await pause(RETRY_MS);
  }
  return { url: `redis://127.0.0.1:${port}`, port, freeze: () => send('SIGSTOP'), thaw: () => send('SIGCONT'), stop };
}

/** Once it has ended, its number may be another's. */
function signalGroup(leader: ChildProcess, signal: NodeJS.Signals): void {
  if (leader.exitCode === null && leader.signalCode === null) process.kill(-Number(leader.pid), signal);
}

async function answers(port: number, signal: AbortSignal): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    socket.write('PING\r\n');
    const [answer] = await once(socket, 'data', { signal });
    return String(answer).startsWith('+PONG');
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
