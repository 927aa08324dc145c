import 'server-only';
import { type Config, config } from '#lib/platform/config.ts';
import { siteOf } from '#lib/site/following.ts';
import type { Security } from '#lib/site/imap-flags.ts';
import type { MailServer } from '#lib/site/mail-server.ts';
import { mailboxesOfUser } from '#lib/site/sharers.ts';
import type { Site } from '#lib/site/site.ts';
import type { SiteMailbox } from '#lib/site/site-mailbox.ts';

/** Where mail lies, and how one gets there. */
export interface MailHome {
  host: string;
  port: number;
  security: Security;
  verifiesCertificate: boolean;
  /** How long the mail server may be silent. */
  timeoutSeconds: number;
  /** How long it may take to answer at all, to one who has only just called. */
  openTimeoutSeconds: number;
  folders: MailFolders;
}

/** Paths as Asterisk opens them; no parent is `''`. */
export interface MailFolders {
  inbox: string;
  parent: string;
}

const TIMEOUT_SECONDS = 15;

/** What VOICEMAIL_CONF says now; `null` where the settings name none. */
export function siteNow(): Site | null {
  const path = config().VOICEMAIL_CONF;
  return path === undefined ? null : siteOf(path);
}

/** Where the mail of whoever signs in by an IMAP name lies: that of a mailbox of the site with this `imapuser`, else of all. */
export function homeOfUser(user: string): MailHome {
  const site = siteNow();
  return homeIn(site, (site && mailboxesOfUser(site, user)[0]) ?? null);
}

/** The mail server of all, where none is said for one mailbox. */
export const commonHome = (): MailHome => homeIn(siteNow(), null);

/** Where the mail of a mailbox lies: each setting of the environment, else what the site says, else what is usual. */
export function homeIn(site: Site | null, mailbox: SiteMailbox | null, given: Config = config()): MailHome {
  const { IMAP_TIMEOUT_SECONDS, IMAP_FOLDER, IMAP_PARENT_FOLDER } = given;
  const settings = site?.settings;
  const timeoutSeconds = IMAP_TIMEOUT_SECONDS ?? settings?.timeouts.patienceSeconds ?? TIMEOUT_SECONDS;
  return {
    ...serverOf(mailbox?.mailServer ?? settings?.mailServer ?? null, given),
    timeoutSeconds,
    openTimeoutSeconds: IMAP_TIMEOUT_SECONDS ?? settings?.timeouts.openPatienceSeconds ?? timeoutSeconds,
    folders: {
      inbox: IMAP_FOLDER ?? mailbox?.folder ?? settings?.folders.inbox ?? 'INBOX',
      parent: IMAP_PARENT_FOLDER ?? settings?.folders.parent ?? '',
    },
  };
}

function serverOf(
  server: MailServer | null,
  { IMAP_HOST, IMAP_PORT, IMAP_TLS, IMAP_TLS_VERIFY }: Config,
): Omit<MailHome, 'timeoutSeconds' | 'openTimeoutSeconds' | 'folders'> {
  const security = IMAP_TLS ?? server?.flags.security ?? 'starttls';
  return {
    host: IMAP_HOST ?? server?.host ?? 'localhost',
    port: IMAP_PORT ?? server?.port ?? (security === 'tls' ? 993 : 143),
    security,
    verifiesCertificate: IMAP_TLS_VERIFY ?? server?.flags.verifiesCertificate ?? true,
  };
}
