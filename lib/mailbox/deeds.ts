import 'server-only';
import { LRUCache } from 'lru-cache';
import type { Account } from '#lib/imap/account.ts';
import { once } from '#lib/platform/once.ts';
import { type Deeds, record } from '#lib/platform/record.ts';
import { addressText, type MailboxAddress } from '#lib/voicemail/address.ts';
import type { CallOutcome } from '#lib/voicemail/call.ts';
import { VoicemailError } from '#lib/voicemail/errors.ts';
import type { ExportRow } from '#lib/voicemail/export-list.ts';
import { type Caller, NOBODY } from '#lib/voicemail/message.ts';
import type { Purge, Selection, Wish } from './mailbox.ts';
import type { Change } from './outcome.ts';

type Deed = Pick<Deeds, 'what' | 'to'>;
type Person = Pick<Account, 'name' | 'clientAddress'>;

/** What a change is called in the record. */
export function deedOf({ status, folder, restore }: Wish): Deed {
  if (status) return { what: 'marked', to: status };
  if (restore) return { what: 'restored' };
  return folder === 'deleted' ? { what: 'deleted' } : { what: 'moved', ...(folder && { to: folder }) };
}

/**
 * Has a verb done, and records what became of it: one line for all that went well, one for each reason why some did not.
 * @param callers of messages that the verb leaves nothing of
 */
export async function recorded<T extends Change & Partial<Purge>>(
  account: Person,
  address: MailboxAddress,
  deed: Deed,
  { ids, work, callers }: { ids: Selection['ids']; work: Promise<T>; callers?: ReadonlyMap<string, Caller> },
): Promise<T> {
  const write = (more: Pick<Deeds, 'outcome' | 'ids' | 'callers'> & Partial<Deed>) =>
    record({ ...deed, ...whoIs(account, address), ...more });
  try {
    const result = await work;
    const { messages, failed, purged = [] } = result;
    const gone = purged.map((id) => ({ was: id, caller: callers?.get(id) ?? NOBODY }));
    if (gone.length > 0) write({ outcome: 'ok', ...listed(gone) });
    // Of what is deleted over quota, a part only moves.
    const movedDeed: Partial<Deed> = deed.what === 'purged' ? { what: 'deleted' } : {};
    if (messages.length > 0) write({ ...movedDeed, outcome: 'ok', ...listed(messages) });
    for (const code of new Set(failed.map((failure) => failure.code)))
      write({ outcome: code, ids: failed.filter((failure) => failure.code === code).map(({ id }) => id) });
    return result;
  } catch (error) {
    write({ outcome: error instanceof VoicemailError ? error.code : 'unexpected', ...(ids && { ids }) });
    throw error;
  }
}

/** Has a greeting changed, and records what became of it. */
export async function recordedGreeting(
  account: Person,
  address: MailboxAddress,
  deed: Deed & { from?: 'portal' },
  work: () => Promise<void>,
): Promise<void> {
  const write = (outcome: string) => record({ ...whoIs(account, address), ...deed, outcome });
  try {
    await work();
    write('ok');
  } catch (error) {
    write(error instanceof VoicemailError ? error.code : 'unexpected');
    throw error;
  }
}

const listed = (messages: { was: string; caller: Caller }[]) => ({
  ids: messages.map(({ was }) => was),
  callers: messages.map(({ caller: { name, number } }) => ({ name, number })),
});

const whoIs = ({ name, clientAddress }: Person, address: MailboxAddress) => ({
  account: name,
  mailbox: addressText(address),
  from: clientAddress,
});

/** A player asks for a recording piece by piece: as long as no longer pause is between them, that is one time. */
const ONE_PLAY_MS = 10 * 60_000;
const MAX_PLAYS = 10_000;
const plays = () =>
  once('plays', () => new LRUCache<string, true>({ max: MAX_PLAYS, ttl: ONE_PLAY_MS, updateAgeOnGet: true }));

/** Records that sound was handed out. */
export function recordSound(
  account: Account,
  address: MailboxAddress,
  what: 'listened' | 'downloaded',
  { id, caller }: { id: string; caller: Caller },
): void {
  const play = [account.key, account.clientAddress, addressText(address), id].join(' ');
  if (what === 'listened' && plays().get(play)) return;
  if (what === 'listened') plays().set(play, true);
  record({ what, ...whoIs(account, address), outcome: 'ok', ...listed([{ was: id, caller }]) });
}

/** Records what was handed out in one download: a line for all that were, one for each reason why some were not. */
export function recordExport(account: Person, address: MailboxAddress, rows: readonly ExportRow[]): void {
  const reasons = new Set(rows.map(({ failed }) => failed));
  for (const reason of reasons) {
    const some = rows.filter(({ failed }) => failed === reason);
    const messages = some.map(({ id, message }) => ({ was: id, caller: message?.caller ?? NOBODY }));
    const line = reason === null ? listed(messages) : { ids: some.map(({ id }) => id) };
    record({ what: 'exported', ...whoIs(account, address), outcome: reason ?? 'ok', ...line });
  }
}

/** Has a caller called back, and records what became of it. */
export async function recordedCall(
  account: Person,
  address: MailboxAddress,
  { id, caller }: { id: string; caller: Caller },
  work: () => Promise<CallOutcome>,
): Promise<CallOutcome> {
  const write = (outcome: string) =>
    record({ what: 'called-back', ...whoIs(account, address), outcome, ...listed([{ was: id, caller }]) });
  try {
    const outcome = await work();
    write(outcome === 'dialling' ? 'ok' : outcome);
    return outcome;
  } catch (error) {
    write(error instanceof VoicemailError ? error.code : 'unexpected');
    throw error;
  }
}

/** Records what left Deleted because its days were over. */
export function recordExpired(
  { name }: Account,
  address: MailboxAddress,
  gone: { id: string; caller: Caller | undefined }[],
): void {
  const messages = gone.map(({ id, caller = NOBODY }) => ({ was: id, caller }));
  const who = whoIs({ name, clientAddress: 'portal' }, address);
  record({ what: 'purged', ...who, outcome: 'ok', ...listed(messages) });
}
