import 'server-only';
import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { config } from '#lib/platform/config.ts';
import { withLock } from '#lib/platform/lock.ts';
import { describeCause, log } from '#lib/platform/log.ts';
import { once } from '#lib/platform/once.ts';
import { openState } from '#lib/platform/state.ts';
import { type Account, accountName } from './account.ts';
import type { FolderIndex } from './index-cache.ts';
import type { Marks } from './marks.ts';

const LEDGER = z.object({
  marks: z.record(z.string(), z.object({ origin: z.number(), isGone: z.boolean() })),
  sinceSeconds: z.record(z.string(), z.number()),
  /** UIDs by `path uidvalidity` whose `\Deleted` we lifted for the length of a plain EXPUNGE. */
  lifted: z.record(z.string(), z.array(z.number())).default({}),
});

/**
 * What the mail server cannot keep for us, by folder, UIDVALIDITY and UID: marks where it keeps no keywords, and when a
 * message was first seen in Deleted. Losing it loses no message: a mark forgotten is a duplicate, a time starts anew.
 */
export type Ledger = z.infer<typeof LEDGER>;

const MAX_ACCOUNTS = 1000;
const loaded = () => once('ledgers', () => new LRUCache<string, Ledger>({ max: MAX_ACCOUNTS }));

const keyOf = (account: Account) => createHash('sha256').update(accountName(account)).digest('hex').slice(0, 32);

export async function ledgerOf(account: Account): Promise<Ledger> {
  const key = keyOf(account);
  // With Redis another process may have written since.
  const known = () => (config().REDIS_URL ? undefined : loaded().get(key));
  const read = known() ?? (await readLedger(key));
  // While it was read somebody may have written: that is newer.
  const ledger = known() ?? read;
  loaded().set(key, ledger);
  return ledger;
}

async function keepLedger(account: Account, ledger: Ledger): Promise<void> {
  const key = keyOf(account);
  loaded().set(key, ledger);
  await openState('ledger').set(key, JSON.stringify(ledger));
}

/** What a message goes by in the ledger. */
export function ledgerKey({ place, state }: Pick<FolderIndex, 'place' | 'state'>, uid: number): string {
  return `${place.path} ${state.uidValidity} ${uid}`;
}

/** Changes the ledger by what it is at this moment. A list notes things as well, beside a verb at work: neither may undo the other. */
export function editLedger(account: Account, edit: (ledger: Ledger) => Ledger): Promise<void> {
  return withLock(`ledger ${keyOf(account)}`, async () => keepLedger(account, edit(await ledgerOf(account))));
}

/** Notes marks that the server would not take. */
export async function noteMarks(account: Account, index: FolderIndex, uids: number[], marks: Marks): Promise<void> {
  await editLedger(account, (ledger) => {
    const changed = { ...ledger.marks };
    for (const uid of uids) changed[ledgerKey(index, uid)] = marks;
    return { ...ledger, marks: changed };
  });
}

/** Reading mail goes on when our own notes are out of reach; writing, which needs the lock, does not. */
async function readLedger(key: string): Promise<Ledger> {
  try {
    return parse(await openState('ledger').get(key));
  } catch (error) {
    log().warn({ cause: describeCause(error) }, 'the ledger cannot be read');
    return loaded().get(key) ?? parse(null);
  }
}

function parse(text: string | null): Ledger {
  try {
    return LEDGER.parse(JSON.parse(text ?? ''));
  } catch {
    return { marks: {}, sinceSeconds: {}, lifted: {} };
  }
}
