import { createHash } from 'node:crypto';
import { chownSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeCertificate } from './certificate.ts';
import { dovecotConf, type MailServerOptions, type MailServerPlace } from './dovecot-conf.ts';
import { dialectOf } from './dovecot-dialect.ts';
import { freePort } from './free-port.ts';
import { keep, makeFolder } from './keeper.ts';
import { findProgram, UNPACKED } from './programs.mjs';
import { runAs } from './run-as.ts';

export interface MailUser {
  name: string;
  password: string;
  /** Without these two the user has no limit. */
  quotaKb?: number;
  quotaMessages?: number;
}

/** A private mail server of any make on loopback. */
export interface AnyMailServer {
  host: string;
  /** Plain text, and STARTTLS where it has TLS. */
  port: number;
  addUser(user: MailUser): void | Promise<void>;
  /** What it has logged. */
  log(): string;
  /** Leaves no process and no file. */
  stop(): Promise<void>;
}

/** A private Dovecot. */
export interface MailServer extends AnyMailServer {
  /** TLS from the first byte. */
  tlsPort: number;
  /** Who signed its certificate, which is for `localhost` and `127.0.0.1`. */
  caFile: string;
  addUser(user: MailUser): void;
  /** The Maildir of a user: for what IMAP cannot do, or not quickly. */
  maildirOf(name: string): string;
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
  const { folder, port } = place;
  const command = [dovecot, '-F', '-c', join(folder, 'dovecot.conf')];
  const stop = await keep({ name: 'Dovecot', folder, command, port, cwd: join(folder, 'run') });
  const addUser = (user: MailUser) => writeFileSync(userFile(user, place), userLine(user, place));
  users.forEach(addUser);
  return {
    host: '127.0.0.1',
    port,
    tlsPort: place.tlsPort,
    caFile: join(folder, 'certificate.pem'),
    addUser,
    maildirOf: (name) => join(homeOf(name, place), 'Maildir'),
    log: () => readFileSync(join(folder, 'log'), 'utf8'),
    stop,
  };
}

/** A folder with all that Dovecot wants to find when it starts. */
async function makePlace(dovecot: string, options: MailServerOptions): Promise<MailServerPlace> {
  const who = runAs();
  const folder = makeFolder(who);
  for (const name of ['run', 'state', 'homes', 'users']) mkdirSync(join(folder, name));
  for (const name of ['state', 'homes', 'log']) chownSync(join(folder, name), who.uid, who.gid);
  const libexec = dovecot.startsWith(UNPACKED) ? join(UNPACKED, 'usr/lib/dovecot') : null;
  if (libexec) linkRedirected(libexec, folder);
  const [port, tlsPort] = [await freePort(), await freePort()];
  const place = { folder, dialect: dialectOf(dovecot), port, tlsPort, libexec, runAs: who };
  makeCertificate(folder);
  const { master } = options;
  if (master) writeFileSync(join(folder, 'masters'), `${master.name}:{PLAIN}${master.password}\n`);
  writeFileSync(join(folder, 'dovecot.conf'), dovecotConf(place, options));
  return place;
}

/** Where an unpacked Dovecot looks for what it cannot be told the place of: see test/start/redirect-paths.mjs. */
function linkRedirected(libexec: string, folder: string): void {
  symlinkSync(join(libexec, 'modules'), join(folder, 'modules'));
  symlinkSync(join(UNPACKED, 'usr/bin/doveconf'), join(folder, 'run/doveconf'));
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
