import 'server-only';
import { addressText } from '#lib/voicemail/address.ts';
import { type Finding, type FindingKind, finding } from './finding.ts';
import { loginOf } from './login.ts';
import type { Site } from './site.ts';
import type { SiteMailbox } from './site-mailbox.ts';

/** Room for what c-client is told before the folder (app_voicemail.c imap_mailbox_name). */
const LONGEST_PREFIX_BYTES = 255;
/** c-client's NETMAXUSER, less the end of the string. */
const LONGEST_LOGIN_BYTES = 64;

/** What one mailbox's own line brings about. */
export function mailboxDangers(site: Site, mailbox: SiteMailbox): Finding[] {
  const kinds = [...pinDangers(site, mailbox), ...loginDangers(site, mailbox), ...storeDangers(site, mailbox)];
  return kinds.map((kind) => finding(kind, mailbox.place, addressText(mailbox.address)));
}

function pinDangers({ settings }: Site, { pin, keepsPinInSpool }: SiteMailbox): FindingKind[] {
  // Where the real one is elsewhere, nothing is known from here.
  if (keepsPinInSpool) return [];
  if (pin.kind === 'none') return ['pin-missing'];
  if (pin.kind === 'mailbox-number') return ['pin-is-mailbox'];
  if (pin.kind === 'unusable') return ['pin-starred'];
  return pin.isShorterThan(settings.limits.minPinLength) ? ['pin-short'] : [];
}

function loginDangers(site: Site, mailbox: SiteMailbox): FindingKind[] {
  const { user, mailServer } = mailbox;
  if (user === null) return ['account-missing'];
  const userBytes = Buffer.byteLength(user);
  if (/[/:}]/.test(user) || userBytes > LONGEST_LOGIN_BYTES) return ['login-invalid'];
  const master = site.settings.master.user;
  const masterBytes = master === null ? 0 : Buffer.byteLength(`/authuser=${master}`);
  const isTooLong = mailServer.prefixBytes + userBytes + masterBytes > LONGEST_PREFIX_BYTES;
  const kinds: FindingKind[] = isTooLong ? ['server-too-long'] : [];
  if (loginOf(site, mailbox) === null) kinds.push('password-missing');
  return kinds;
}

function storeDangers({ settings, zones }: Site, mailbox: SiteMailbox): FindingKind[] {
  const kinds: FindingKind[] = [];
  if (mailbox.deletesMailed) kinds.push('delete-after-mail');
  if (mailbox.limits.maxMessages === 0) kinds.push('maxmsg-zero');
  if (mailbox.folder !== settings.folders.inbox) kinds.push('folder-differs');
  if (mailbox.zone !== null && !zones.has(mailbox.zone)) kinds.push('zone-unknown');
  return kinds;
}
