import 'server-only';
import type { ImapFlow, QuotaResponse } from 'imapflow';
import type { Quota as QuotaLimits } from '#lib/voicemail/summary.ts';
import { refused } from './errors.ts';

export interface Quota {
  /** False when the server has no QUOTA (RFC 9208), or will not say. */
  isSupported: boolean;
  /** `null` when no limit is set on this folder. */
  limits: QuotaLimits | null;
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
