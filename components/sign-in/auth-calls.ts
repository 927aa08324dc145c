import { sitePath } from '#lib/api/site-path.ts';
import { post } from './auth-post.ts';
import { AWAY, tellTabs } from './tabs.ts';

// What signing in takes is in files of its own: the list loads no more than it needs.

/** Signs in by what a form has; `null` when that worked, else why not: an error code, or `offline` when nothing answered. */
export async function signIn(path: string, fields: Record<string, string>): Promise<string | null> {
  const url = await post(path, fields).catch(() => null);
  if (url === null) return 'offline';
  if (url.searchParams.has('csrf')) return 'unexpected';
  const error = url.searchParams.get('error');
  if (error === null) tellTabs('in');
  return error;
}

/** The ways in that begin elsewhere: OpenID Connect, and a reverse proxy that knows who asks. */
export type CompanyWay = 'oidc' | 'proxy';

/**
 * Signs in where the company does that, and comes back to a path of ours; `null` when the browser is on its way, else why not.
 * A form could not do it: its policy (`form-action`) lets no answer lead to another site.
 */
export async function signInByCompany(way: CompanyWay, path: string): Promise<string | null> {
  const call = way === 'oidc' ? '/api/auth/signin/oidc' : '/api/auth/callback/proxy';
  const url = await post(call, {}, new URL(sitePath(path), location.origin)).catch(() => null);
  if (url === null) return 'offline';
  if (url.origin === location.origin) {
    if (url.searchParams.has('csrf')) return 'unexpected';
    const error = url.searchParams.get('error');
    if (error !== null) return error;
    tellTabs('in');
  } else sessionStorage.setItem(AWAY, 'yes');
  location.assign(url);
  return null;
}
