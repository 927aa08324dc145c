import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Attachment } from '#test/asterisk.ts';
import { aMessage, type Mail, NOW } from '#test/builders.ts';
import { speech } from '#test/cast/speech.ts';
import type { MailServer, MailUser } from '#test/mail-server.ts';
import { fillFolder } from '#test/maildir.ts';
import { runAs } from '#test/run-as.ts';
import { fetchRows, KEEP_VOICEMAIL, QUOTA, SELECT } from './commands.ts';
import { addOrdinaryMail } from './ordinary-mail.ts';
import { RawImap } from './raw-imap.ts';

/** Made once and kept. Raise the number when what is below makes other mailboxes than it did. */
const KEPT = '.cache/bench/2';

const FOLDERS = ['Work', 'Family', 'Friends', 'Deleted'];
const CALLERS = [
  { name: 'Dr Patel', number: '+12025550143' },
  { number: '5000' },
  { name: 'Anna Lindqvist', number: '+46855501423' },
  {},
];
const HOUR_MS = 3_600_000;
const HALF_A_MINUTE_MS = 30_000;

/** Messages in an inbox, a second of gsm each; the newest of them a minute. */
export interface Plan {
  messages: number;
  minutes: number;
  /** Mail that is no voicemail, evenly among the messages; none unless told. */
  ordinary?: number;
}

let accounts = 0;

/** What most figures are about. */
export const TEN_THOUSAND: Plan = { messages: 10_000, minutes: 100 };

/** Somebody whose voicemail arrives where all their mail does. */
export const AMONG_100K: Plan = { messages: 1000, minutes: 50, ordinary: 100_000 };

/**
 * An account of its own with a mailbox as planned, all of which the mail server has read before: its index knows the
 * headers, as it does where phones look at the mailbox. `isIndexed: false` is as if only deliveries had touched it.
 */
export async function anAccount(server: MailServer, plan: Plan, { isIndexed = true } = {}): Promise<MailUser> {
  const kept = join(KEPT, nameOf(plan));
  if (!existsSync(kept)) await make(server, plan, kept);
  const user = newUser(server);
  const maildir = server.maildirOf(user.name);
  makeHome(dirname(maildir));
  copyMaildir(kept, maildir);
  if (!isIndexed) removeIndexes(maildir);
  return user;
}

/** Messages are only ever renamed and removed, so a link is a copy of them; what Dovecot keeps beside them it writes to. */
function copyMaildir(from: string, to: string): void {
  try {
    execFileSync('cp', ['-al', from, to], { stdio: 'pipe' });
  } catch {
    // On another disk.
    rmSync(to, { recursive: true, force: true });
    execFileSync('cp', ['-a', from, to]);
  }
  for (const name of readdirSync(to, { recursive: true, encoding: 'utf8' })) {
    if (basename(name).startsWith('dovecot')) replaceByCopy(join(from, name), join(to, name));
  }
}

/** By no other program: a hundred mailboxes would need two thousand of them. */
function replaceByCopy(from: string, to: string): void {
  const { uid, gid, atime, mtime, mode } = statSync(from);
  rmSync(to);
  copyFileSync(from, to);
  chownSync(to, uid, gid);
  chmodSync(to, mode);
  utimesSync(to, atime, mtime);
}

const nameOf = ({ messages, minutes, ordinary = 0 }: Plan) => `${messages}-${minutes}-among-${ordinary}`;

/** An account with one message, which lasts as long as the recording. */
export async function accountWith(
  server: MailServer,
  recording: Attachment,
  durationSeconds: number,
): Promise<MailUser> {
  const user = newUser(server);
  await fillFolder(server, user, 'INBOX', [aMessage({ recording, durationSeconds })]);
  return user;
}

/** Frees the disk of what was needed for one round. */
export function removeAccount(server: MailServer, { name }: MailUser): void {
  rmSync(server.maildirOf(name), { recursive: true });
}

async function make(server: MailServer, plan: Plan, kept: string): Promise<void> {
  const user = newUser(server);
  await fillFolder(server, user, 'INBOX', messagesOf(plan));
  addOrdinaryMail(join(server.maildirOf(user.name), 'cur'), arrivalsOf(plan));
  for (const folder of FOLDERS) await fillFolder(server, user, folder, []);
  // Left by UNSELECT and visited again: then the mail server has written its index, and moved it out of its log.
  for (const commands of [[KEEP_VOICEMAIL, fetchRows('$')], [QUOTA]]) {
    const imap = await RawImap.login({ ...server, ...user });
    await imap.commands(SELECT, ...commands, 'UNSELECT');
    imap.close();
  }
  mkdirSync(KEPT, { recursive: true });
  execFileSync('cp', ['-a', server.maildirOf(user.name), `${kept}.new`]);
  renameSync(`${kept}.new`, kept);
  removeAccount(server, user);
}

/** One an hour, oldest first; one in seven new. */
function messagesOf({ messages, minutes }: Plan): Mail[] {
  return Array.from({ length: messages }, (_, i) => {
    const durationSeconds = i < messages - minutes ? 1 : 60;
    return aMessage({
      caller: CALLERS[i % CALLERS.length] ?? {},
      durationSeconds,
      recording: speech('gsm', durationSeconds),
      status: i % 7 === 0 ? 'new' : 'old',
      storedAt: new Date(NOW.getTime() - (messages - i) * HOUR_MS),
    });
  });
}

/** Of the ordinary mails: as long as the messages go back, and half a minute after the one that comes with them. */
function arrivalsOf({ messages, ordinary = 0 }: Plan): Date[] {
  const oldest = NOW.getTime() - messages * HOUR_MS;
  const apartMs = (messages * HOUR_MS) / ordinary;
  return Array.from({ length: ordinary }, (_, i) => new Date(oldest + i * apartMs + HALF_A_MINUTE_MS));
}

function newUser(server: MailServer): MailUser {
  accounts += 1;
  const user = { name: `bench-${accounts}`, password: 'secret' };
  server.addUser(user);
  return user;
}

function makeHome(folder: string): void {
  const { uid, gid } = runAs();
  mkdirSync(folder);
  chownSync(folder, uid, gid);
}

function removeIndexes(maildir: string): void {
  for (const name of readdirSync(maildir)) if (name.startsWith('dovecot.')) rmSync(join(maildir, name));
}
