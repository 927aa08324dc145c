import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import type { Bench } from './bench.ts';

/** What the portal takes of the machine and of the mail server. */
export interface Usage {
  memoryMb: number;
  connections: number;
}

const ESTABLISHED = '01';

/** As Linux has it (proc(5)). */
export function usageOf({ pid, mailServer }: Pick<Bench, 'pid' | 'mailServer'>): Usage {
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  const port = mailServer.port.toString(16).toUpperCase().padStart(4, '0');
  const sockets = socketsOf(pid);
  const connections = readFileSync(`/proc/${pid}/net/tcp`, 'utf8')
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , remote, state, , , , , , inode]) => {
      return remote?.endsWith(`:${port}`) && state === ESTABLISHED && sockets.has(`socket:[${inode}]`);
    });
  return { memoryMb: Math.round(Number(kilobytes) / 1024), connections: connections.length };
}

function socketsOf(pid: number): Set<string> {
  const folder = `/proc/${pid}/fd`;
  return new Set(
    readdirSync(folder).flatMap((name) => {
      try {
        return [readlinkSync(`${folder}/${name}`)];
      } catch {
        // Closed since it was listed.
        return [];
      }
    }),
  );
}
