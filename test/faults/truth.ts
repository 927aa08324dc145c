import type { ImapFlow } from 'imapflow';
import type { Account } from '#lib/imap/account.ts';
import { ledgerOf } from '#lib/imap/ledger.ts';
import { keywordsOf } from '#lib/imap/marks.ts';
import type { Mailbox } from '#lib/mailbox/mailbox.ts';
import type { FolderSlug } from '#lib/voicemail/folder.ts';
import { secondsOf } from '#lib/voicemail/position.ts';

/** A mail as a client beside the portal sees it. */
export interface Raw {
  folder: string;
  uid: number;
  flags: string[];
  messageId: string;
  extension: string | null;
  caller: string | null;
}

/** A row of the page: `inbox 3 Anna new`, and `@20` where playing goes on after so many seconds. */
export type Row = string;

/**
 * Whatever the mail server has, folder by folder, with the marks that it refused to keep and the portal noted instead.
 */
export async function rawMails(imap: ImapFlow, account: Account): Promise<Raw[]> {
  const mails: Raw[] = [];
  const { marks } = await ledgerOf(account);
  for (const { path } of await imap.list()) {
    const { uidValidity } = await imap.mailboxOpen(path, { readOnly: true });
    for (const { uid, flags = new Set<string>(), headers } of await imap.fetchAll('1:*', {
      uid: true,
      flags: true,
      headers: true,
    })) {
      const field = (name: string) => new RegExp(`^${name}: *(.*)\r$`, 'im').exec(String(headers))?.[1] ?? null;
      const noted = marks[`${path} ${uidValidity} ${uid}`];
      const kept = noted ? [...[...flags].filter((flag) => !flag.startsWith('$Vm')), ...keywordsOf(noted)] : [...flags];
      const sorted = kept.filter((flag) => flag !== '\\Recent').sort();
      const names = { extension: field('X-Asterisk-VM-Extension'), caller: field('X-Asterisk-VM-Caller-ID-Name') };
      mails.push({ folder: path, uid, flags: sorted, messageId: field('Message-ID') ?? '', ...names });
    }
  }
  return mails;
}

const FOLDERS = { INBOX: ['inbox', 1], Work: ['work', 2], Deleted: ['deleted', 15] } as const;

const slugOf = ({ folder }: Raw) => FOLDERS[folder as keyof typeof FOLDERS][0];

/** The rows that the page must show of 1001@default, worked out from what the mail server has and from nothing else. */
export function rowsIn(mails: Raw[]): Row[] {
  const own = mails.filter(({ extension, flags }) => extension === '1001' && !flags.includes('\\Deleted'));
  const shown = own.filter((mail) => !isOnItsWay(mail, own));
  return shown
    .filter((mail) => mail === firstOf(mail, shown))
    .map(rowOf)
    .sort();
}

/** Marked with its own folder's number, heard, and there is another copy that is not on its way too; or marked as gone. */
function isOnItsWay(mail: Raw, own: Raw[]): boolean {
  if (!isMarked(mail)) return false;
  const copies = own.filter(({ messageId, folder }) => messageId === mail.messageId && folder !== mail.folder);
  return mail.flags.includes('$VmGone') || copies.some((copy) => !isMarked(copy));
}

function isMarked(mail: Raw): boolean {
  const [, number] = FOLDERS[mail.folder as keyof typeof FOLDERS];
  const bits = [1, 2, 4, 8].filter((bit) => mail.flags.includes(`$VmFrom${bit}`));
  const isOut = number !== 15 && bits.reduce((sum, bit) => sum + bit, 0) === number;
  return mail.flags.includes('\\Seen') && (isOut || mail.flags.includes('$VmGone'));
}

/** Copies in one folder are one row, that of the first new one. */
function firstOf(mail: Raw, shown: Raw[]): Raw | undefined {
  const copies = shown.filter(({ messageId, folder }) => messageId === mail.messageId && folder === mail.folder);
  return copies.find(({ flags }) => !flags.includes('\\Seen')) ?? copies[0];
}

function rowOf(mail: Raw): Row {
  const { uid, caller, flags } = mail;
  const status = flags.includes('\\Seen') ? 'old' : 'new';
  const bits = [1, 2, 4, 8, 16, 32].filter((bit) => flags.includes(`$VmPos${bit}`));
  const seconds = secondsOf(bits.reduce((sum, bit) => sum + bit, 0));
  return [slugOf(mail), uid, caller, status, ...more(flags.includes('\\Flagged'), seconds)].join(' ');
}

const more = (isUrgent: boolean, seconds: number) => [
  ...(isUrgent ? ['urgent'] : []),
  ...(seconds > 0 ? [`@${seconds}`] : []),
];

/** The rows that the page does show. */
export async function rowsShown(mailbox: Mailbox): Promise<Row[]> {
  const rows: Row[] = [];
  for (const folder of ['inbox', 'work', 'deleted'] as const) {
    const { messages } = await mailbox.messages({ folder, limit: 200 });
    for (const { id, caller, status, urgent, positionSeconds } of messages)
      rows.push([folder, id.split('.')[2], caller.name, status, ...more(urgent, positionSeconds)].join(' '));
  }
  return rows.sort();
}

/** `inbox 2 new 1 old` for each folder with messages. */
export function countsOf(rows: Row[]): string[] {
  return (['inbox', 'work', 'deleted'] as const).map((slug) => countText(slug, rows));
}

function countText(slug: FolderSlug, rows: Row[]): string {
  const words = rows.filter((row) => row.startsWith(`${slug} `)).map((row) => row.split(' '));
  const fresh = words.filter(([, , , status]) => status === 'new');
  const urgent = fresh.filter((row) => row.includes('urgent'));
  return `${slug}: ${fresh.length} new, ${urgent.length} urgent, ${words.length - fresh.length} old`;
}

export async function countsShown(mailbox: Mailbox): Promise<string[]> {
  const { folders } = await mailbox.summary();
  return folders
    .filter(({ slug }) => ['inbox', 'work', 'deleted'].includes(slug))
    .map((folder) => `${folder.slug}: ${folder.new} new, ${folder.urgent} urgent, ${folder.old} old`);
}
