import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { makeCertificate } from './certificate.ts';
import { dovecotConf, type MailServerOptions, type MailServerPlace } from './dovecot-conf.ts';
import { dialectOf } from './dovecot-dialect.ts';
import { freePort } from './free-port.ts';
import { findProgram, UNPACKED } from './programs.mjs';
import { cacheFolderFor, runAs } from './run-as.ts';

export interface MailUser {
  name: string;
  password: string;
  /** Without these two the user has no limit. */
  quotaKb?: number;
  quotaMessages?: number;
}

/** A private Dovecot on loopback. */
export interface MailServer {
  host: string;
  /** Plain text and STARTTLS. */
  port: number;
  /** TLS from the first byte. */
  tlsPort: number;
  /** Who signed its certificate, which is for `localhost` and `127.0.0.1`. */
  caFile: string;
  addUser(user: MailUser): void;
  /** The Maildir of a user: for what IMAP cannot do, or not quickly. */
  maildirOf(name: string): string;
  /** What Dovecot has logged. */
  log(): string;
  /** Leaves no process and no file. */
  stop(): Promise<void>;
}

/**
 * Starts a mail server on free ports with the given users.
 * @throws {Error} when Dovecot is missing, or with what it says when it does not start
 */
export async function startMailServer({
  users = [],
  ...options
}: MailServerOptions & { users?: MailUser[] } = {}): Promise<MailServer> {
  const dovecot = findProgram('dovecot');
  if (!dovecot) throw new Error('Dovecot is missing. Debian: apt install dovecot-imapd. macOS: brew install dovecot');
  const place = await makePlace(dovecot, options);
  const stop = await run(dovecot, place);
  const addUser = (user: MailUser) => writeFileSync(userFile(user, place), userLine(user, place));
  users.forEach(addUser);
  return {
    host: '127.0.0.1',
    port: place.port,
    tlsPort: place.tlsPort,
    caFile: join(place.folder, 'certificate.pem'),
    addUser,
    maildirOf: (name) => join(homeOf(name, place), 'Maildir'),
    log: () => readFileSync(join(place.folder, 'log'), 'utf8'),
    stop,
  };
}

/** A folder with all that Dovecot wants to find when it starts. */
async function makePlace(dovecot: string, options: MailServerOptions): Promise<MailServerPlace> {
  const who = runAs();
  const cache = cacheFolderFor(who);
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'mail-'));
  chmodSync(folder, 0o755);
  for (const name of ['run', 'state', 'homes', 'users']) mkdirSync(join(folder, name));
  writeFileSync(join(folder, 'log'), '');
  for (const name of ['state', 'homes', 'log']) chownSync(join(folder, name), who.uid, who.gid);
  const libexec = dovecot.startsWith(UNPACKED) ? join(UNPACKED, 'usr/lib/dovecot') : null;
  if (libexec) linkRedirected(libexec, folder);
  const [port, tlsPort] = [await freePort(), await freePort()];
  const place = { folder, dialect: dialectOf(dovecot), port, tlsPort, libexec, runAs: who };
  makeCertificate(folder);
  writeFileSync(join(folder, 'dovecot.conf'), dovecotConf(place, options));
  return place;
}

/** Where an unpacked Dovecot looks for what it cannot be told the place of: see test/start/redirect-paths.mjs. */
function linkRedirected(libexec: string, folder: string): void {
  symlinkSync(join(libexec, 'modules'), join(folder, 'modules'));
  symlinkSync(join(UNPACKED, 'usr/bin/doveconf'), join(folder, 'run/doveconf'));
}

/**
 * Ends Dovecot and removes its folder when our end of the pipe closes, which it does however we die: a test run that
 * is killed leaves nothing behind either.
 */
const KEEPER = `
trap '' PIPE; exec 3<&0
"$1" -F -c "$2/dovecot.conf" </dev/null 3<&- & dovecot=$!
{ cat <&3 >/dev/null; kill $dovecot; } & watch=$!
wait $dovecot
kill $watch; cat "$2/log" >&2; rm -rf "$2"`;

const START_TIMEOUT_MS = 10_000;
const RETRY_MS = 10;

/** Runs Dovecot and waits for its greeting. @returns what stops it */
async function run(dovecot: string, { folder, port }: MailServerPlace): Promise<() => Promise<void>> {
  const keeper = spawn('sh', ['-c', KEEPER, 'sh', dovecot, folder], {
    cwd: join(folder, 'run'),
    detached: true,
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  const complaint = text(keeper.stderr);
  const ended = once(keeper, 'exit');
  const patience = AbortSignal.timeout(START_TIMEOUT_MS);
  while (!(await greets(port, patience))) {
    if (keeper.exitCode !== null || patience.aborted) {
      keeper.stdin.end();
      throw new Error(`Dovecot does not start: ${await complaint}`);
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

function userFile({ name }: MailUser, { folder }: MailServerPlace): string {
  return join(folder, 'users', createHash('sha256').update(name).digest('hex'));
}

/** A line of passwd-file: both who may come in and where their mail is. */
function userLine(user: MailUser, place: MailServerPlace): string {
  const { uid, gid } = place.runAs;
  const password = Buffer.from(user.password).toString('base64');
  const limits = place.dialect.limits({ storageKb: user.quotaKb, messages: user.quotaMessages });
  return `${user.name}:{PLAIN.b64}${password}:${uid}:${gid}::${homeOf(user.name, place)}::${limits}\n`;
}

function homeOf(name: string, { folder }: MailServerPlace): string {
  return join(folder, 'homes', encodeURIComponent(name));
}
