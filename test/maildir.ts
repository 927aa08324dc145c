import {
  closeSync,
  fchownSync,
  futimesSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Mail } from './builders.ts';
import { imapClient } from './imap-client.ts';
import type { MailServer, MailUser } from './mail-server.ts';
import { runAs } from './run-as.ts';

/** Maildir's letters, which stand in a file's name in alphabetical order. */
const LETTERS: Record<string, string> = { '\\Deleted': 'T', '\\Flagged': 'F', '\\Seen': 'S' };

/**
 * Puts messages into a user's folder as files: 5,000 take a second or two, where APPEND would take twenty. The order of arrival
 * is the order of UIDs.
 */
export async function fillFolder(server: MailServer, user: MailUser, folder: string, mails: Mail[]): Promise<void> {
  await makeFolder(server, user, folder);
  const { uid, gid } = runAs();
  mails.forEach(({ raw, flags, arrivedAt }, i) => {
    const letters = flags
      .map((flag) => LETTERS[flag])
      .sort()
      .join('');
    const seconds = Math.floor(arrivedAt.getTime() / 1000);
    const name = `${seconds}.M${String(i).padStart(6, '0')}P1.lamplight,S=${raw.length}:2,${letters}`;
    const file = openSync(join(pathOf(server, user.name, folder), 'cur', name), 'w');
    writeSync(file, raw);
    futimesSync(file, seconds, seconds);
    fchownSync(file, uid, gid);
    closeSync(file);
  });
}

/** The Maildir is Dovecot's to make, as its user. */
async function makeFolder(server: MailServer, user: MailUser, folder: string): Promise<void> {
  const imap = await imapClient(server, user);
  if (folder !== 'INBOX') await imap.mailboxCreate(folder);
  await imap.mailboxOpen(folder);
  await imap.logout();
}

function pathOf(server: MailServer, user: string, folder: string): string {
  return folder === 'INBOX' ? server.maildirOf(user) : join(server.maildirOf(user), `.${folder}`);
}

let restored = 0;

/**
 * Gives a folder another UIDVALIDITY, as a restored backup does: every UID known of it means nothing from now on. Dovecot
 * reads its list again when there is a file that it does not know.
 */
export function changeUidValidity(server: MailServer, user: string, folder = 'INBOX'): void {
  const maildir = pathOf(server, user, folder);
  const path = join(maildir, 'dovecot-uidlist');
  const list = readFileSync(path, 'utf8');
  const next = list.replace(/ V(\d+) /, (_, value) => ` V${Number(value) + 1} `);
  writeFileSync(path, next);
  const cur = join(maildir, 'cur');
  const newest = readdirSync(cur).sort().at(-1);
  restored += 1;
  if (newest) renameSync(join(cur, newest), join(cur, newest.replace(/\.(R\d+)?M/, `.R${restored}M`)));
}
