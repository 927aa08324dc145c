import 'server-only';
import { siteNow } from '#lib/imap/mail-home.ts';
import { config, type WayIn } from '#lib/platform/config.ts';
import { contextsOf } from '#lib/site/contexts.ts';

/** What the sign-in page asks for: the ways in, in the site's order, and whether an extension alone may not say whose it is. */
export interface WaysIn {
  ways: WayIn[];
  asksForContext: boolean;
}

export function waysIn(): WaysIn {
  const site = siteNow();
  const isAmbiguous = site !== null && !site.settings.searchesContexts && contextsOf(site).length > 1;
  return { ways: config().SIGN_IN, asksForContext: isAmbiguous };
}
