import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { startNode } from './child.ts';
import { settingsFor } from './settings.ts';

/** Lamplight, running. */
export interface Portal {
  url: string;
  pid: number;
  /** What the server has said so far. */
  log(): string;
  stop(): Promise<void>;
}

export interface PortalOptions {
  port: number;
  mode: 'production' | 'development';
  /** Tells its log from those of other portals that run at the same time. */
  name?: string;
  settings?: Record<string, string>;
}

const SECRET_FILE = '.cache/auth-secret';
const RETRY_MS = 50;

/**
 * Starts `server.ts` as `npm start` does, or with hot reload, and waits until it answers.
 * @throws {Error} with what it said when it ends instead
 */
export async function startPortal(
  mailServer: { host: string; port: number },
  { port, mode, name = 'server', settings = {} }: PortalOptions,
): Promise<Portal> {
  const url = `http://localhost:${port}`;
  const server = startNode(name, ['server.ts'], {
    ...settingsFor(mailServer),
    AUTH_SECRET: keptSecret(),
    NODE_ENV: mode,
    PORT: String(port),
    PUBLIC_URL: url,
    ...settings,
  });
  let hasEnded = false;
  void server.ended.then(() => {
    hasEnded = true;
  });
  while (!(await answers(`${url}${settings.BASE_PATH ?? ''}/api/health`))) {
    if (hasEnded) throw new Error(`The server does not start:\n${server.log()}`);
    await pause(RETRY_MS);
  }
  return { url, pid: server.pid, log: server.log, stop: server.stop };
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

/** One for all runs, so that a sign-in outlives a restart of the demo. */
function keptSecret(): string {
  if (!existsSync(SECRET_FILE)) {
    mkdirSync('.cache', { recursive: true });
    writeFileSync(SECRET_FILE, randomBytes(33).toString('base64'), { mode: 0o600 });
  }
  return readFileSync(SECRET_FILE, 'utf8');
}
