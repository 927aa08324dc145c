import 'server-only';
import { addressText } from '#lib/voicemail/address.ts';
import { fold } from './bytes.ts';
import type { Site } from './site.ts';
import type { SiteMailbox } from './site-mailbox.ts';

/** An alias may name an alias; Asterisk follows them for ever. */
const MOST_ALIASES = 8;

/** What somebody dials, or types. */
export interface Wanted {
  extension: string;
  /** `null`: none was said, which means `default` unless every context is searched. */
  context: string | null;
}

/** The mailbox that Asterisk would open, aliases seen through (app_voicemail.c find_user); `null` when there is none. */
export function findMailbox(site: Site, wanted: Wanted, aliasesLeft = MOST_ALIASES): SiteMailbox | null {
  const { searchesContexts } = site.settings;
  const context = wanted.context ?? (searchesContexts ? null : 'default');
  const key = keyOf({ extension: wanted.extension, context }, searchesContexts);
  const found = indexOf(site).get(key);
  if (found) return found;
  const alias = context === null ? wanted.extension : addressText({ extension: wanted.extension, context });
  const target = site.aliases.get(alias);
  if (target === undefined || aliasesLeft === 0) return null;
  const [extension = '', targetContext] = target.split(/@(.*)/s);
  // separate_mailbox
  return findMailbox(site, { extension, context: targetContext || 'default' }, aliasesLeft - 1);
}

/** Where every context is searched, the one that is named does not count. */
function keyOf({ extension, context }: Wanted, searchesContexts: boolean): string {
  return searchesContexts ? fold(extension) : fold(`${extension}@${context}`);
}

/** A site does not change: another one takes its place, and this goes with it. */
const indexes = new WeakMap<Site, ReadonlyMap<string, SiteMailbox>>();

function indexOf(site: Site): ReadonlyMap<string, SiteMailbox> {
  const { searchesContexts } = site.settings;
  const known = indexes.get(site);
  if (known) return known;
  const index = new Map(site.mailboxes.map((mailbox) => [keyOf(mailbox.address, searchesContexts), mailbox]));
  indexes.set(site, index);
  return index;
}
