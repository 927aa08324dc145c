import { closeSync, fchownSync, futimesSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
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

/** Gives a folder another UIDVALIDITY, so that every UID known of it means nothing from its next SELECT on. */
export function changeUidValidity(server: MailServer, user: string, folder = 'INBOX'): void {
  const path = join(pathOf(server, user, folder), 'dovecot-uidlist');
  const list = readFileSync(path, 'utf8');
  writeFileSync(
    path,
    list.replace(/ V(\d+) /, (_, value) => ` V${Number(value) + 1} `),
  );
}
