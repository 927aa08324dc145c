import 'server-only';
import type { Account } from '#lib/imap/account.ts';
import { siteNow } from '#lib/imap/mail-home.ts';
import { findMailbox } from '#lib/site/find-mailbox.ts';
import { pinOf } from '#lib/site/pin-of.ts';
import { parseAddress } from '#lib/voicemail/address.ts';

/** Whether that is the PIN, as it is now, of the mailbox that a sign-in by PIN has proven (app_voicemail.c vm_authenticate). */
export function isOwnPin({ name }: Account, typed: string): boolean {
  const site = siteNow();
  const address = parseAddress(name);
  const mailbox = site?.isKnown && address ? findMailbox(site, address) : null;
  return site !== null && mailbox !== null && pinOf(site, mailbox)?.proves(typed) === true;
}
