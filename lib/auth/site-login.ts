import 'server-only';
import type { Login } from '#lib/imap/account.ts';
import { homeIn, siteNow } from '#lib/imap/mail-home.ts';
import { config } from '#lib/platform/config.ts';
import { log } from '#lib/platform/log.ts';
import { findMailbox } from '#lib/site/find-mailbox.ts';
import { loginOf } from '#lib/site/login.ts';
import { pinOf } from '#lib/site/pin-of.ts';
import type { Site } from '#lib/site/site.ts';
import { type SiteMailbox, storedAddress } from '#lib/site/site-mailbox.ts';
import { addressText, isSameAddress, parseAddress } from '#lib/voicemail/address.ts';
import { VoicemailError } from '#lib/voicemail/errors.ts';
import type { Sealable } from './vault.ts';

/** What opens the mail of whom a sign-in has proven; `null` where voicemail.conf has none of their mailboxes any more, or another PIN. */
export function loginFor(proven: Sealable, clientAddress: string): Login | null {
  if ('mailboxes' in proven) return siteLogin(proven, clientAddress);
  if ('isByMaster' in proven) return masterLogin(proven.user, clientAddress);
  return { user: proven.user, password: proven.password, clientAddress };
}

/** By the settings' own master login, which sees what the user's account holds; `null` where the settings have none any more. */
function masterLogin(name: string, clientAddress: string): Login | null {
  const { IMAP_MASTER_USER: user, IMAP_MASTER_PASSWORD: password } = config();
  if (user === undefined || password === undefined) return null;
  return { user, password, authorizationId: name, clientAddress, proof: { name, mailboxes: null } };
}

type ByMailbox = Extract<Sealable, { mailboxes: string[] }>;

const MISCONFIGURED = 'site-misconfigured';
const RETRY_AFTER_SECONDS = 60;

/**
 * The login that voicemail.conf has now for mailboxes that somebody proved. Those it does not have any more are left out, and so are
 * those in another mail account than the first one's: a sign-in opens one.
 * @returns `null` where it has none of them, or another PIN for the first than it was proven by
 * @throws {VoicemailError} site-misconfigured where it has no login for them
 */
function siteLogin({ user: name, mailboxes, pinMark }: ByMailbox, clientAddress: string): Login | null {
  const site = siteNow();
  const found = site ? mailboxes.flatMap((text) => mailboxNamed(site, text) ?? []) : [];
  const [first] = found;
  if (!site || !first) return null;
  if (pinMark !== undefined && pinOf(site, first).mark() !== pinMark) return null;
  const login = loginOf(site, first);
  if (login === null) throw noLogin(first);
  const home = homeIn(site, first);
  const account = accountIn(site, first);
  const inReach = found.filter((mailbox) => accountIn(site, mailbox) === account);
  const seen = [...new Set(inReach.map((mailbox) => addressText(storedAddress(mailbox))))];
  const proof = { name, mailboxes: seen, isByPin: pinMark !== undefined };
  const { user, password, authorizationId } = login;
  return { user, password: password.reveal(), authorizationId, clientAddress, home, proof };
}

/** To the letter: who proved `1001@default` proved nothing of an alias, or of `1001` elsewhere. */
function mailboxNamed(site: Site, text: string): SiteMailbox | null {
  const address = parseAddress(text);
  const mailbox = address && findMailbox(site, address);
  return mailbox && isSameAddress(mailbox.address, address) ? mailbox : null;
}

function accountIn(site: Site, mailbox: SiteMailbox): string {
  const { host, port, folders } = homeIn(site, mailbox);
  return JSON.stringify([mailbox.user, host, port, folders]);
}

function noLogin({ address, place }: SiteMailbox): VoicemailError {
  const mailbox = addressText(address);
  log().error({ mailbox, ...place }, 'a mailbox has no login: it needs imapuser, and imapsecret or authpassword');
  const reason = `Cannot sign in: voicemail.conf has no login for ${mailbox}`;
  return new VoicemailError(MISCONFIGURED, reason, { retryAfterSeconds: RETRY_AFTER_SECONDS });
}
