import 'server-only';
import { fold } from './bytes.ts';
import type { Secret } from './secret.ts';
import type { Site } from './site.ts';
import type { SiteMailbox } from './site-mailbox.ts';

/** How to sign in to the mail server for a mailbox. */
export interface SiteLogin {
  /** Whose name and password it is. */
  user: string;
  password: Secret;
  /** Whose mail it opens, when that is another's: SASL PLAIN's authorization identity (RFC 4616 §2). */
  authorizationId: string | null;
}

/**
 * The login that Asterisk would use (app_voicemail.c imap_mailbox_name, mm_login): the master's, or one's own; `authpassword`
 * alone is everybody's. A password is looked up by login, so the first mailbox with that login has it. `null` without any.
 */
export function loginOf(site: Site, { user, mailServer }: SiteMailbox): SiteLogin | null {
  if (user === null) return null;
  const { master } = site.settings;
  const password = master.password ?? passwordsOf(site).get(fold(user)) ?? null;
  if (password === null) return null;
  const masterUser = master.user ?? mailServer.flags.authUser;
  return masterUser === null
    ? { user, password, authorizationId: null }
    : { user: masterUser, password, authorizationId: user };
}

/** A site does not change: another one takes its place, and this goes with it. */
const passwords = new WeakMap<Site, ReadonlyMap<string, Secret | null>>();

function passwordsOf(site: Site): ReadonlyMap<string, Secret | null> {
  const known = passwords.get(site);
  if (known) return known;
  const all = new Map<string, Secret | null>();
  for (const { user, password } of site.mailboxes) {
    if (user !== null && !all.has(fold(user))) all.set(fold(user), password);
  }
  passwords.set(site, all);
  return all;
}
