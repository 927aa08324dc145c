import 'server-only';
import { LRUCache } from 'lru-cache';
import type { Account } from '#lib/imap/account.ts';
import { readAllFolders } from '#lib/imap/read.ts';
import { once } from '#lib/platform/once.ts';
import { parseAddress } from '#lib/voicemail/address.ts';
import { VoicemailError } from '#lib/voicemail/errors.ts';
import { Mailbox } from './mailbox.ts';
import { mailboxesIn } from './ownership.ts';

const MAX_ACCOUNTS = 10_000;

/** The mailboxes each account was seen to hold; a message's headers never change, so this only grows. */
const proven = () => once('proven-mailboxes', () => new LRUCache<string, Set<string>>({ max: MAX_ACCOUNTS }));

/**
 * The mailbox asked for, or the account's first. An account proves those mailboxes whose messages it holds.
 * @param asked `1001@default`, as the contract checked it
 * @throws {VoicemailError} folder-not-found when the account holds no such mailbox, and of the mail server kind
 */
export async function openMailbox(account: Account, asked: string | undefined): Promise<Mailbox> {
  const known = proven().get(account.key);
  const mailboxes = known && (asked === undefined || known.has(asked)) ? [...known] : await discover(account);
  const text = asked ?? mailboxes[0] ?? '';
  const address = mailboxes.includes(text) ? parseAddress(text) : null;
  if (!address) throw new VoicemailError('folder-not-found', `Cannot open ${text}: this sign-in has no such mailbox`);
  return new Mailbox(account, address, mailboxes);
}

async function discover(account: Account): Promise<string[]> {
  const { folders } = await readAllFolders(account);
  const mailboxes = orderedFor(account.user, mailboxesIn(folders));
  proven().set(account.key, new Set(mailboxes));
  return mailboxes;
}

/** The mailbox that bears the name of the sign-in comes first. An account with no voicemail yet is taken to be that one. */
function orderedFor(user: string, mailboxes: string[]): string[] {
  const name = user.replace(/@.*/, '');
  if (mailboxes.length === 0) return [`${name.replaceAll(/\s/g, '')}@default`];
  const isOwn = (text: string): boolean => parseAddress(text)?.extension === name;
  return [...mailboxes.filter(isOwn), ...mailboxes.filter((text) => !isOwn(text))];
}
