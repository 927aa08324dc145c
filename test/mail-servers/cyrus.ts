import { execFileSync } from 'node:child_process';
import { chownSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '#test/free-port.ts';
import { keep, makeFolder } from '#test/keeper.ts';
import type { AnyMailServer, MailUser } from '#test/mail-server.ts';
import { rawImap } from '#test/raw-imap.ts';
import { type RunAs, runAs } from '#test/run-as.ts';
import { type CyrusOptions, type CyrusPlace, cyrusConf, imapdConf } from './cyrus-conf.ts';
import { librariesOf, programsOf, whyNotUnpacked } from './unpacked.ts';

/** Who may make mailboxes and set limits. */
const ADMIN: MailUser = { name: 'cyrus', password: 'of all mailboxes' };

/** What Cyrus's own mkimap makes. */
const FOLDERS = ['conf', 'spool', 'proc', 'lock'];
const CONF_FOLDERS = ['socket', 'db', 'log', 'user', 'quota', 'msg', 'ptclient', 'sync', 'sieve'];

/** Why Cyrus cannot be run here; `null` when it can. */
export const whyNoCyrus = (): string | null => whyNotUnpacked('cyrus');

/**
 * Starts a private Cyrus on a free port of loopback.
 * @throws {Error} why it cannot be run here, or with what it says when it does not start
 */
export async function startCyrus(options: CyrusOptions = {}): Promise<AnyMailServer> {
  const complaint = whyNoCyrus();
  if (complaint) throw new Error(complaint);
  const place = await makePlace(options);
  const { folder, port, root } = place;
  const command = asUser(place.runAs, [
    join(root, 'usr/lib/cyrus/bin/master'),
    ...['-C', join(folder, 'imapd.conf'), '-M', join(folder, 'cyrus.conf')],
    ...['-p', join(folder, 'master.pid'), '-L', join(folder, 'log')],
  ]);
  const stop = await keep({ name: 'Cyrus', folder, command, port, env: environmentOf(place) });
  const server = { host: '127.0.0.1', port };
  setPassword(place, ADMIN);
  if (options.master) setPassword(place, options.master);
  return {
    ...server,
    async addUser(user) {
      setPassword(place, user);
      await makeMailbox(server, user, options);
    },
    log: () => readFileSync(join(folder, 'log'), 'utf8'),
    stop,
  };
}

async function makePlace(options: CyrusOptions): Promise<CyrusPlace> {
  const who = runAs();
  const folder = makeFolder(who);
  const place = { folder, root: programsOf('cyrus', folder, who), port: await freePort(), runAs: who };
  const folders = [...FOLDERS, ...CONF_FOLDERS.map((name) => join('conf', name))].map((name) => join(folder, name));
  for (const path of folders) mkdirSync(path);
  for (const path of [...folders, folder, join(folder, 'log')]) chownSync(path, who.uid, who.gid);
  writeFileSync(join(folder, 'imapd.conf'), imapdConf(place, options));
  writeFileSync(join(folder, 'cyrus.conf'), cyrusConf(place));
  return place;
}

/** Cyrus does not run as root; it need not, on a port like ours. */
function asUser({ uid, gid }: RunAs, command: string[]): string[] {
  if (process.getuid?.() !== 0) return command;
  return ['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', ...command];
}

function environmentOf({ root, runAs: { user } }: CyrusPlace): Record<string, string> {
  return { LD_LIBRARY_PATH: librariesOf(root), CYRUS_USER: user };
}

function setPassword(place: CyrusPlace, { name, password }: MailUser): void {
  const { folder, root } = place;
  const args = ['-p', '-c', '-u', 'localhost', '-f', join(folder, 'passwords'), name];
  const [program = '', ...rest] = asUser(place.runAs, [join(root, 'usr/sbin/saslpasswd2'), ...args]);
  execFileSync(program, rest, { input: password, env: { ...process.env, ...environmentOf(place) }, stdio: 'pipe' });
}

async function makeMailbox(
  server: { host: string; port: number },
  { name, quotaKb, quotaMessages }: MailUser,
  { separator = '/' }: CyrusOptions,
): Promise<void> {
  const limits = [
    quotaKb !== undefined && `STORAGE ${quotaKb}`,
    quotaMessages !== undefined && `MESSAGE ${quotaMessages}`,
  ].filter(Boolean);
  const admin = await rawImap(server, ADMIN);
  await admin.say(`CREATE "user${separator}${name}"`);
  if (limits.length > 0) await admin.say(`SETQUOTA "user${separator}${name}" (${limits.join(' ')})`);
  admin.close();
}
