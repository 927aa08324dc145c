import 'server-only';
import { setTimeout as pause } from 'node:timers/promises';
import { type Account, accountName } from '#lib/imap/account.ts';
import type { Lamps, PhoneCounts } from '#lib/phone/lamp.ts';
import { phoneLamps, phoneTrouble, refreshLampSoon } from '#lib/phone/phone.ts';
import { addressText, type MailboxAddress } from '#lib/voicemail/address.ts';
import type { Lamp } from '#lib/voicemail/summary.ts';
import { doubt, noDoubt } from './doubt.ts';
import { phoneMailboxes } from './proven.ts';

/** Has the lamps of everybody in this account follow a change; it cannot fail, and takes no time. */
export function lampsFollow(account: Account): void {
  refreshLampSoon(accountName(account), phoneMailboxes(account));
}

/** Has them follow now, and the phone system count anew. */
export async function refreshLamps(account: Account): Promise<void> {
  const patience = pause(ASKED_PATIENCE_MS, undefined, { ref: false });
  await Promise.race([phoneLamps()?.refresh(phoneMailboxes(account)), patience]);
}

/** Nobody who only looks waits longer for the phone system than this. */
const PATIENCE_MS = 150;
/** And nobody who has it look again longer than this. */
const ASKED_PATIENCE_MS = 3000;
const LOOK_MS = 25;

/** What may be another word in a moment, though nothing happens in the mailbox; all else ends with an event. */
const PASSING: Lamp['reason'][] = ['not-answered', 'counts-differ', 'lamp-behind'];

/** What the page counts, compared with what the phone system counts (app_voicemail.c manager action MailboxCount). */
export async function confirmed(account: Account, address: MailboxAddress, lamp: Lamp): Promise<Lamp> {
  const judge = (counted: Lamp) => judged(account, address, counted);
  const judgement = await judge(lamp);
  if (PASSING.includes(judgement.reason)) doubt(account, address, lamp, judge);
  else noDoubt(account, address);
  return judgement;
}

async function judged(account: Account, address: MailboxAddress, lamp: Lamp): Promise<Lamp> {
  const [trouble, lamps] = [phoneTrouble(), phoneLamps()];
  if (trouble || !lamps) return { ...lamp, reason: trouble ?? 'no-ami' };
  const untilMs = performance.now() + PATIENCE_MS;
  const known = lamps.countedOf(address);
  if (known && isSame(allNew(known), lamp)) return withWord(lamps, address, lamp, untilMs);
  const sharers = phoneMailboxes(account);
  if (lamps.isInUse(sharers)) return { ...lamp, reason: 'phone-in-use' };
  const counts = await Promise.race([lamps.counts(address, sharers), pause(PATIENCE_MS, null, { ref: false })]);
  if (!counts) return { ...lamp, reason: 'not-answered' };
  const phone = allNew(counts);
  if (!isSame(phone, lamp)) return { ...lamp, reason: 'counts-differ', phone };
  return withWord(lamps, address, lamp, untilMs);
}

/** Counting right is not yet telling the phones right: Asterisk was seen to tell them something else than it counts. */
async function withWord(lamps: Lamps, address: MailboxAddress, lamp: Lamp, untilMs: number): Promise<Lamp> {
  const isBehind = () => (lamps.toldOf(address) ?? lamp.new) !== lamp.new;
  if (isBehind()) refreshLampSoon(`phone ${addressText(address)}`, [address]);
  while (isBehind() && performance.now() < untilMs) await pause(LOOK_MS);
  return isBehind() ? { ...lamp, reason: 'lamp-behind' } : { ...lamp, confirmed: true };
}

const allNew = ({ new: plain, old, urgent }: PhoneCounts) => ({ new: plain + urgent, old, urgent });

const isSame = (a: PhoneCounts, b: PhoneCounts) => a.new === b.new && a.old === b.old && a.urgent === b.urgent;
