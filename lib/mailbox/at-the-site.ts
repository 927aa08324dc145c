import 'server-only';
import type { Account } from '#lib/imap/account.ts';
import { homeIn, siteNow } from '#lib/imap/mail-home.ts';
import { config } from '#lib/platform/config.ts';
import { mailboxesOfUser } from '#lib/site/sharers.ts';
import { type SiteMailbox, storedAddress } from '#lib/site/site-mailbox.ts';
import { addressText, isSameAddress, type MailboxAddress } from '#lib/voicemail/address.ts';

const MAX_MESSAGES = 100;

/** The mailboxes that voicemail.conf keeps in this account: none where the settings name no voicemail.conf. */
export function siteMailboxes({ user, home }: Account): SiteMailbox[] {
  const site = siteNow();
  if (!site) return [];
  return mailboxesOfUser(site, user).filter((mailbox) => {
    const { host, port } = homeIn(site, mailbox);
    return host === home.host && port === home.port;
  });
}

/**
 * What the phone system calls a mailbox of this account, which is its address, unless its messages are marked with another's
 * name (`imapvmshareid`): then that of whoever signed in, or of the first who shares it.
 */
export function phoneAddressOf(account: Account, address: MailboxAddress): MailboxAddress {
  const sharing = siteMailboxes(account).filter((one) => isSameAddress(storedAddress(one), address));
  const own = sharing.find((one) => addressText(one.address) === account.name);
  return (own ?? sharing[0])?.address ?? address;
}

/** How many messages a folder of a mailbox may hold for Asterisk: `MAX_MESSAGES`, else its `maxmsg`. */
export function maxMessagesOf(account: Account, address: MailboxAddress): number {
  const said = config().MAX_MESSAGES;
  if (said !== undefined) return said;
  const mailbox = siteMailboxes(account).find((one) => isSameAddress(storedAddress(one), address));
  return mailbox?.limits.maxMessages ?? siteNow()?.settings.limits.maxMessages ?? MAX_MESSAGES;
}
