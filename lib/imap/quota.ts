import 'server-only';
import type { ImapFlow, QuotaResponse } from 'imapflow';
import { LRUCache } from 'lru-cache';
import { once } from '#lib/platform/once.ts';
import type { Quota as QuotaLimits } from '#lib/voicemail/summary.ts';
import type { Account } from './account.ts';
import { refused } from './errors.ts';
import type { FolderIndex } from './index-cache.ts';

export interface Quota {
  /** False when the server has no QUOTA (RFC 9208), or will not say. */
  isSupported: boolean;
  /** `null` when no limit is set on this folder. */
  limits: QuotaLimits | null;
}

/** Mail in folders that are not ours counts, too, and nobody tells us of it. */
const FRESH_MS = 30_000;
const MAX_ACCOUNTS = 10_000;

/** What an account was told last, and of which state of its folders. */
const told = () =>
  once('imap-quota', () => new LRUCache<string, { quota: Quota; of: string; at: number }>({ max: MAX_ACCOUNTS }));

/**
 * The quota over the inbox. Asked again when a folder of ours has other messages, or after half a minute: a mail server
 * may count all mail there is for each answer.
 */
export async function quotaNow(client: ImapFlow, { key }: Account, folders: FolderIndex[]): Promise<Quota> {
  const of = folders
    .map(({ place, state }) => [place.path, state.uidValidity, state.uidNext, state.messageCount].join(' '))
    .join('\n');
  const last = told().get(key);
  if (last?.of === of && performance.now() - last.at < FRESH_MS) return last.quota;
  const inbox = folders.find(({ place }) => place.slug === 'inbox');
  const quota = await readQuota(client, inbox?.place.path ?? 'INBOX');
  told().set(key, { quota, of, at: performance.now() });
  return quota;
}

/** As at sign-out. */
export function forgetQuota({ key }: Pick<Account, 'key'>): void {
  told().delete(key);
}

/** STORAGE (in bytes; 1024 octets a unit on the wire) and MESSAGE of the folder's quota root, told apart. */
export async function readQuota(client: ImapFlow, path: string): Promise<Quota> {
  const hasQuota = [...client.capabilities.keys()].some((name) => name === 'QUOTA' || name.startsWith('QUOTA='));
  const answer = hasQuota ? await client.getQuota(path) : false;
  if (!client.usable) throw refused(client, 'Cannot read the quota');
  return { isSupported: answer !== false, limits: answer ? limitsOf(answer) : null };
}

function limitsOf({ storage, message }: QuotaResponse): QuotaLimits | null {
  if (storage?.limit === undefined && message?.limit === undefined) return null;
  return {
    usedBytes: storage?.usage ?? null,
    limitBytes: storage?.limit ?? null,
    usedMessages: message?.usage ?? null,
    limitMessages: message?.limit ?? null,
  };
}
