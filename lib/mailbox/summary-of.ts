import 'server-only';
import type { Account } from '#lib/imap/account.ts';
import type { Entry, FolderIndex } from '#lib/imap/index-cache.ts';
import type { readAllFolders } from '#lib/imap/read.ts';
import { callBackNow } from '#lib/phone/phone.ts';
import { phoneSessions } from '#lib/phone/sessions.ts';
import { config } from '#lib/platform/config.ts';
import { addressText, type MailboxAddress, parseAddress } from '#lib/voicemail/address.ts';
import { FOLDER_SLUGS, type FolderSlug, folderName, isOnPhone, STANDARD_FOLDERS } from '#lib/voicemail/folder.ts';
import type { FolderSummary, Lamp, MailboxSummary } from '#lib/voicemail/summary.ts';
import { maxMessagesOf } from './at-the-site.ts';
import { indexingOf } from './indexing.ts';
import { oncePer } from './once-per.ts';
import { isCountedFor } from './ownership.ts';
import { isUrgent, statusOf } from './page.ts';
import { type Row, rowsOf } from './rows.ts';

type Everything = Awaited<ReturnType<typeof readAllFolders>>;

export function summaryOf(
  account: Account,
  address: MailboxAddress,
  mailboxes: string[],
  { folders, quota }: Everything,
): MailboxSummary {
  const inbox = folders.find(({ place }) => place.slug === 'inbox');
  return {
    mailbox: addressText(address),
    mailboxes,
    folders: FOLDER_SLUGS.flatMap((slug) => folderSummary(slug, folders, address) ?? []),
    quota: quota.limits,
    quotaSupported: quota.isSupported,
    maxMessages: maxMessagesOf(account, address),
    deletedDays: config().DELETED_DAYS,
    phoneKnown: phoneSessions(mailboxes.flatMap((text) => parseAddress(text) ?? [])) !== 'unknown',
    tidyAfterMinutes: config().TIDY_AFTER_MINUTES,
    callBack: callBackNow(),
    lamp: lampOf(inbox, address),
  };
}

/** `null` for a folder that need not be shown: one that is not there, or a stray with no voicemail in it. */
function folderSummary(slug: FolderSlug, folders: FolderIndex[], address: MailboxAddress): FolderSummary | null {
  const index = folders.find(({ place }) => place.slug === slug);
  const rows = index ? rowsOf(index, address, folders) : [];
  const isStray = slug.startsWith('stray-');
  const isShown = STANDARD_FOLDERS.includes(slug) || (isStray ? rows.length > 0 : index !== undefined);
  if (!isShown) return null;
  const counts = { ...countsOfRows(rows), total: rows.length };
  const progress = index?.reading ? { indexing: indexingOf(index.reading) } : {};
  return { slug, name: folderName(slug), ...counts, onPhone: isOnPhone(slug), ...progress };
}

const countsOfRows = oncePer((rows: Row[]) => countsOf(rows.map(({ entry }) => entry)));

/** Asterisk's searches over the inbox (app_voicemail.c __messagecount), as they hit and not as they should. */
function lampOf(inbox: FolderIndex | undefined, address: MailboxAddress): Lamp {
  const counts = inbox ? phoneCounts(inbox, address) : countsOf([]);
  return { on: counts.new > 0, ...counts, confirmed: false, reason: null, phone: null };
}

function phoneCounts({ entries }: FolderIndex, address: MailboxAddress) {
  const known = phoneCountsPer(entries);
  const text = addressText(address);
  const counts = known.get(text) ?? countsOf([...entries.values()].filter((entry) => isCountedFor(entry, address)));
  known.set(text, counts);
  return counts;
}

const phoneCountsPer = oncePer((_: FolderIndex['entries']) => new Map<string, ReturnType<typeof countsOf>>());

function countsOf(entries: Entry[]) {
  const fresh = entries.filter((entry) => statusOf(entry) === 'new');
  return { new: fresh.length, old: entries.length - fresh.length, urgent: fresh.filter(isUrgent).length };
}
