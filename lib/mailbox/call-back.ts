import 'server-only';
import type { Account } from '#lib/imap/account.ts';
import { ringAndDial } from '#lib/phone/call-back.ts';
import type { MailboxAddress } from '#lib/voicemail/address.ts';
import type { CallOutcome } from '#lib/voicemail/call.ts';
import { messageId, NOBODY } from '#lib/voicemail/message.ts';
import { phoneAddressOf } from './at-the-site.ts';
import { recordedCall } from './deeds.ts';
import type { Found } from './ownership.ts';

/** Calls whoever left a message: the number is the message's own, and the phone that of the mailbox. */
export function callBack(account: Account, address: MailboxAddress, { index, entry }: Found): Promise<CallOutcome> {
  const { place, state } = index;
  const id = messageId({ folder: place.slug, uidValidity: state.uidValidity, uid: entry.uid });
  const caller = entry.detail?.caller ?? NOBODY;
  return recordedCall(account, address, { id, caller }, () =>
    ringAndDial(phoneAddressOf(account, address), caller.number ?? ''),
  );
}
