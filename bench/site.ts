import { readFileSync } from 'node:fs';
import { build } from '#test/build.ts';
import { stopChildren } from '#test/child.ts';
import { freePort } from '#test/free-port.ts';
import { type MailServer, startMailServer } from '#test/mail-server.ts';
import { startPortal } from '#test/portal.ts';

/** A mail server, and the portal as it is in production, signed in to by nobody yet. */
export interface Site {
  server: MailServer;
  url: string;
  /** What the portal's process has in memory now. */
  portalBytes(): number;
  stop(): Promise<void>;
}

/** @throws {Error} with what Dovecot, the build or the portal said when one of them fails */
export async function startSite(): Promise<Site> {
  await build();
  const server = await startMailServer();
  const stop = async () => {
    await stopChildren();
    await server.stop();
  };
  try {
    const { url, pid } = await startPortal(server, { port: await freePort(), mode: 'production' });
    return { server, url, portalBytes: () => residentBytes(pid), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Linux alone tells: elsewhere it is not a number. */
function residentBytes(pid: number): number {
  try {
    const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(kilobytes) * 1024;
  } catch {
    return Number.NaN;
  }
}
