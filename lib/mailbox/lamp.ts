import 'server-only';
import { setTimeout as pause } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import { type Account, accountName } from '#lib/imap/account.ts';
import type { PhoneCounts } from '#lib/phone/lamp.ts';
import { phoneLamps, phoneTrouble, refreshLampSoon } from '#lib/phone/phone.ts';
import { once } from '#lib/platform/once.ts';
import { addressText, type MailboxAddress, parseAddress } from '#lib/voicemail/address.ts';
import type { Lamp } from '#lib/voicemail/summary.ts';
import { knownMailboxes } from './proven.ts';

/** Has the lamps of everybody in this account follow a change; it cannot fail, and takes no time. */
export function lampsFollow(account: Account): void {
  refreshLampSoon(accountName(account), addressesOf(account));
}

/** Has them follow now, and whatever the phone system said before be asked anew. */
export async function refreshLamps(account: Account): Promise<void> {
  const addresses = addressesOf(account);
  for (const address of addresses) agreed().delete(addressText(address));
  await phoneLamps()?.refresh(addresses);
}

const addressesOf = (account: Account) => knownMailboxes(account).flatMap((text) => parseAddress(text) ?? []);

/** Nobody waits longer for the phone system than this. */
const PATIENCE_MS = 150;
/** An answer is good for as long as the page counts the same, but not for ever. */
const GOOD_FOR_MS = 20_000;
const MAX_MAILBOXES = 10_000;
const agreed = () => once('lamp-agreed', () => new LRUCache<string, string>({ max: MAX_MAILBOXES, ttl: GOOD_FOR_MS }));

/** What the page counts, compared with what the phone system counts (app_voicemail.c manager action MailboxCount). */
export async function confirmed(address: MailboxAddress, lamp: Lamp): Promise<Lamp> {
  const trouble = phoneTrouble();
  if (trouble) return { ...lamp, reason: trouble };
  const [key, ours] = [addressText(address), JSON.stringify([lamp.new, lamp.old, lamp.urgent])];
  if (agreed().get(key) === ours) return { ...lamp, confirmed: true };
  const counts = await Promise.race([phoneLamps()?.counts(address) ?? null, pause(PATIENCE_MS, null, { ref: false })]);
  if (!counts) return { ...lamp, reason: 'not-answered' };
  const phone = allNew(counts);
  if (JSON.stringify([phone.new, phone.old, phone.urgent]) !== ours) return { ...lamp, reason: 'counts-differ', phone };
  agreed().set(key, ours);
  return { ...lamp, confirmed: true };
}

const allNew = ({ new: plain, old, urgent }: PhoneCounts) => ({ new: plain + urgent, old, urgent });
