import 'server-only';
import { type Account, accountName } from '#lib/imap/account.ts';
import { refreshLampSoon } from '#lib/phone/phone.ts';
import { parseAddress } from '#lib/voicemail/address.ts';
import { knownMailboxes } from './proven.ts';

/** Has the lamps of everybody in this account follow a change; it cannot fail, and takes no time. */
export function lampsFollow(account: Account): void {
  const mailboxes = knownMailboxes(account).flatMap((text) => parseAddress(text) ?? []);
  refreshLampSoon(accountName(account), mailboxes);
}
