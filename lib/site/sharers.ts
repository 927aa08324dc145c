import 'server-only';
import { fold } from './bytes.ts';
import type { Site } from './site.ts';
import type { SiteMailbox } from './site-mailbox.ts';

/** The mailboxes whose messages lie in the mail of this login (`imapuser`), in their order. */
export function mailboxesOfUser(site: Site, user: string): readonly SiteMailbox[] {
  return indexOf(site).get(fold(user)) ?? [];
}

/** A site does not change: another one takes its place, and this goes with it. */
const indexes = new WeakMap<Site, ReadonlyMap<string, SiteMailbox[]>>();

function indexOf(site: Site): ReadonlyMap<string, SiteMailbox[]> {
  const known = indexes.get(site);
  if (known) return known;
  const index = new Map<string, SiteMailbox[]>();
  for (const mailbox of site.mailboxes) {
    if (mailbox.user === null) continue;
    const key = fold(mailbox.user);
    index.set(key, [...(index.get(key) ?? []), mailbox]);
  }
  indexes.set(site, index);
  return index;
}
