import 'server-only';
import { siteNow } from '#lib/imap/mail-home.ts';
import { config, type WayIn } from '#lib/platform/config.ts';
import { contextsOf } from '#lib/site/contexts.ts';

type CompanyWay = Extract<WayIn, 'oidc' | 'proxy'>;
type TypedWay = Exclude<WayIn, CompanyWay>;

/** What the sign-in page asks for: the ways in, in the site's order, and whether an extension alone may not say whose it is. */
export interface WaysIn {
  ways: TypedWay[];
  asksForContext: boolean;
  company: {
    ways: { way: CompanyWay; name: string }[];
    /** The one that needs no button. */
    startsWith: CompanyWay | null;
  };
}

/**
 * @param companyUser whom a trusted proxy names
 * @param hasLeft whether somebody has just signed out: they are not to be signed in again unasked
 */
export function waysIn({ companyUser, hasLeft }: { companyUser: string | null; hasLeft: boolean }): WaysIn {
  const { SIGN_IN, OIDC_NAME } = config();
  const site = siteNow();
  const isAmbiguous = site !== null && !site.settings.searchesContexts && contextsOf(site).length > 1;
  const isTyped = (way: WayIn): way is TypedWay => way === 'password' || way === 'pin';
  const [ways, companyWays] = [SIGN_IN.filter(isTyped), SIGN_IN.filter((way): way is CompanyWay => !isTyped(way))];
  const names = { oidc: OIDC_NAME, proxy: companyUser ?? OIDC_NAME };
  const [only] = ways.length === 0 && companyWays.length === 1 ? companyWays : [];
  const first = companyWays.includes('proxy') && companyUser !== null ? 'proxy' : only;
  return {
    ways,
    asksForContext: isAmbiguous,
    company: {
      ways: companyWays.map((way) => ({ way, name: names[way] })),
      startsWith: hasLeft ? null : (first ?? null),
    },
  };
}
