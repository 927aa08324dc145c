import { chmodSync, chownSync, copyFileSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { freePort } from '#test/free-port.ts';
import { keep, makeFolder } from '#test/keeper.ts';
import type { AnyMailServer, MailUser } from '#test/mail-server.ts';
import { unpackedServer } from '#test/programs.mjs';
import { type RunAs, runAs } from '#test/run-as.ts';
import { librariesOf, whyNotUnpacked } from './unpacked.ts';

const SCRIPTS = resolve('test/mail-servers');

/** What Debian's own imapd file says, as far as imapd wants to know it. */
const ENVIRONMENT = {
  IMAP_CAPABILITY: 'IMAP4rev1 UIDPLUS CHILDREN NAMESPACE THREAD=ORDEREDSUBJECT THREAD=REFERENCES SORT QUOTA IDLE',
  IMAP_KEYWORDS: '1',
  IMAP_ACL: '0',
  IMAP_IDLE_TIMEOUT: '2',
  IMAP_MAILBOX_SANITY_CHECK: '0',
  IMAP_CHECK_ALL_FOLDERS: '0',
  IMAP_USELOCKS: '1',
  IMAP_ENHANCEDIDLE: '0',
  IMAP_TRASHFOLDERNAME: 'Trash',
  IMAP_EMPTYTRASH: '',
  IMAP_MOVE_EXPUNGE_TO_TRASH: '0',
  IMAP_OBSOLETE_CLIENT: '0',
  IMAP_TLS_REQUIRED: '0',
  IMAP_STARTTLS: 'NO',
};

const SIGN_IN_CONF = `
authmodulelist="authpipe"
authmodulelistorig="authpipe"
daemons=3
authdaemonvar=/run/courier/authdaemon
DEBUG_LOGIN=0
DEFAULTOPTIONS=""
LOGGEROPTS=""
`;

/** Why Courier cannot be run here; `null` when it can. Its programs change to the user who signs in. */
export function whyNoCourier(): string | null {
  return process.getuid?.() === 0 ? whyNotUnpacked('courier') : 'No courier: only root can run it';
}

/**
 * Starts a private Courier on a free port of loopback. Its folders are always below `INBOX.`
 * @throws {Error} why it cannot be run here, or with what it says when it does not start
 */
export async function startCourier(): Promise<AnyMailServer> {
  const complaint = whyNoCourier();
  if (complaint) throw new Error(complaint);
  const who = runAs();
  const programs = unpackedServer('courier');
  const folder = makeFolder(who);
  const port = await freePort();
  makeSettings(programs, folder);
  const script = join(SCRIPTS, 'courier.sh');
  const namespaces = ['unshare', '--mount', '--pid', '--fork', '--kill-child'];
  const command = [...namespaces, 'sh', script, programs, folder, String(port), String(who.uid), String(who.gid)];
  const libraries = ['/usr/lib/courier-authlib', librariesOf(programs)].join(':');
  const env = { ...ENVIRONMENT, LD_LIBRARY_PATH: libraries, GAM_CLIENT_ID: basename(folder) };
  // unshare is deaf to anything less.
  const stop = await keep({ name: 'Courier', folder, command, port, env, signal: 'KILL' });
  return {
    host: '127.0.0.1',
    port,
    addUser: (user) => addUser(folder, user, who),
    log: () => readFileSync(join(folder, 'log'), 'utf8'),
    stop,
  };
}

function makeSettings(programs: string, folder: string): void {
  const settings = join(folder, 'etc/courier');
  cpSync(join(programs, 'etc/courier'), settings, { recursive: true });
  for (const path of [join(settings, 'users'), join(folder, 'homes')]) mkdirSync(path);
  writeFileSync(join(settings, 'authdaemonrc'), SIGN_IN_CONF);
  copyFileSync(join(SCRIPTS, 'courier-sign-in.sh'), join(settings, 'authProg'));
  chmodSync(join(settings, 'authProg'), 0o755);
}

function addUser(folder: string, { name, password, quotaKb, quotaMessages }: MailUser, who: RunAs): void {
  const home = join(folder, 'homes', name);
  const maildir = join(home, 'Maildir');
  for (const path of [home, maildir, ...['cur', 'new', 'tmp'].map((sub) => join(maildir, sub))]) {
    mkdirSync(path);
    chownSync(path, who.uid, who.gid);
  }
  const limits = [quotaKb !== undefined && `${quotaKb * 1024}S`, quotaMessages !== undefined && `${quotaMessages}C`];
  const quota = limits.filter(Boolean).join(',');
  if (quota) writeOwned(join(maildir, 'maildirsize'), `${quota}\n`, who);
  const facts = { UID: who.uid, GID: who.gid, HOME: home, ADDRESS: name, MAILDIR: maildir };
  const lines = Object.entries(facts).map(([fact, value]) => `${fact}=${value}`);
  writeFileSync(join(folder, 'etc/courier/users', name), [password, ...lines, ''].join('\n'));
}

function writeOwned(path: string, content: string, { uid, gid }: RunAs): void {
  writeFileSync(path, content);
  chownSync(path, uid, gid);
}
