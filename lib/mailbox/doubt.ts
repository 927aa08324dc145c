import 'server-only';
import { setTimeout as pause } from 'node:timers/promises';
import { type Account, accountName } from '#lib/imap/account.ts';
import { isSignedOut } from '#lib/imap/pool.ts';
import { listen, tell } from '#lib/platform/news.ts';
import { once } from '#lib/platform/once.ts';
import { addressText, type MailboxAddress } from '#lib/voicemail/address.ts';
import type { Lamp } from '#lib/voicemail/summary.ts';

/** An open page asks by itself every two minutes; until then what it was told last would stay. */
const PAUSES_MS = [500, 1000, 2000, 4000, 8000, 15_000];

/** What pages were told last and may be another word in a moment, by account and mailbox. */
const doubts = () => once('lamp-doubts', () => new Map<string, { lamp: Lamp }>());

const keyOf = (account: Account, address: MailboxAddress) => `${account.key} ${addressText(address)}`;
const topicOf = (account: Account) => `lamp settled ${accountName(account)}`;

/** Judges the lamp again on behalf of the pages that could not be told, and has them look when it is confirmed. */
export function doubt(account: Account, address: MailboxAddress, lamp: Lamp, judge: (lamp: Lamp) => Promise<Lamp>) {
  const key = keyOf(account, address);
  const known = doubts().get(key);
  if (known) known.lamp = lamp;
  else void settle(account, key, { lamp }, judge);
}

/** The pages were told: nothing is left to settle. */
export function noDoubt(account: Account, address: MailboxAddress): void {
  doubts().delete(keyOf(account, address));
}

/** @returns what ends it */
export function onLampSettled(account: Account, hear: () => void): () => void {
  return listen(topicOf(account), hear);
}

async function settle(account: Account, key: string, mine: { lamp: Lamp }, judge: (lamp: Lamp) => Promise<Lamp>) {
  doubts().set(key, mine);
  for (const pauseMs of PAUSES_MS) {
    await pause(pauseMs, undefined, { ref: false });
    if (doubts().get(key) !== mine) return;
    const isSettled = !isSignedOut(account) && (await judge(mine.lamp)).confirmed;
    if (isSettled) tell(topicOf(account), '');
    if (isSettled || isSignedOut(account)) break;
  }
  if (doubts().get(key) === mine) doubts().delete(key);
}
