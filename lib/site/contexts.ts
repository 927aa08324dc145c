import 'server-only';
import type { Site } from './site.ts';

/** A site does not change: another one takes its place, and this goes with it. */
const known = new WeakMap<Site, readonly string[]>();

/** The contexts in which the site has mailboxes, in their order. */
export function contextsOf(site: Site): readonly string[] {
  const contexts = known.get(site) ?? [...new Set(site.mailboxes.map(({ address }) => address.context))];
  known.set(site, contexts);
  return contexts;
}
