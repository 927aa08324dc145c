import 'server-only';
import { LRUCache } from 'lru-cache';
import type { Account } from '#lib/imap/account.ts';
import type { FolderIndex } from '#lib/imap/index-cache.ts';
import { once } from '#lib/platform/once.ts';
import { isSameAddress, type MailboxAddress, parseAddress } from '#lib/voicemail/address.ts';
import { siteMailboxes } from './at-the-site.ts';
import { mailboxesIn } from './ownership.ts';

const MAX_ACCOUNTS = 10_000;

/** The mailboxes each account was seen to hold. A message's headers never change, so this only grows. */
const proven = () => once('proven-mailboxes', () => new LRUCache<string, string[]>({ max: MAX_ACCOUNTS }));

/** Those of them that this sign-in may see. */
export function visibleMailboxes(account: Account, folders: FolderIndex[]): string[] {
  const held = learnMailboxes(account, folders);
  return account.mailboxes === null ? held : [...account.mailboxes];
}

/**
 * Every mailbox that a phone may open in this account, whoever may see it here: what it was seen to hold, and what voicemail.conf has in it,
 * which may have no message yet, or have them under another's name (`imapvmshareid`).
 */
export function phoneMailboxes(account: Account): MailboxAddress[] {
  const held = knownMailboxes(account).flatMap((text) => parseAddress(text) ?? []);
  const named = siteMailboxes(account).map(({ address }) => address);
  return [...held, ...named.filter((one) => !held.some((other) => isSameAddress(one, other)))];
}

/** What is known of an account without asking the mail server; empty when nothing is. */
export function knownMailboxes(account: Account): string[] {
  return proven().get(account.key) ?? [];
}

/**
 * Every mailbox that an account proves, by what its folders hold now and held before. The one that bears the name of
 * the sign-in comes first. An account with no voicemail yet is taken to be that one, and asked again next time.
 */
export function learnMailboxes(account: Account, folders: FolderIndex[]): string[] {
  const name = account.user.replace(/@.*/, '').replaceAll(/\s/g, '');
  const seen = [...new Set([...knownMailboxes(account), ...mailboxesIn(folders)])].sort(byNumber);
  if (seen.length === 0) return [`${name}@default`];
  const isOwn = (text: string): boolean => parseAddress(text)?.extension === name;
  const mailboxes = [...seen.filter(isOwn), ...seen.filter((text) => !isOwn(text))];
  proven().set(account.key, mailboxes);
  return mailboxes;
}

const byNumber = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true });
