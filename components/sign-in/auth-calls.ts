import { signingOut } from '#components/mailbox/sign-in-path.ts';
import { signOutEverywhere } from '#lib/api/client.ts';
import { sitePath } from '#lib/api/site-path.ts';

// next-auth's own endpoints, called directly: `signIn()` of next-auth/react leaves the page when the site
// does not answer, and that page would have to say why.

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

/** That this tab has gone to sign in elsewhere. */
const AWAY = 'lamplight.away';

/** Tells the other tabs that somebody is back from signing in elsewhere: they may still show another's mailbox. */
export function tellOfReturn(): void {
  if (sessionStorage.getItem(AWAY) === null) return;
  sessionStorage.removeItem(AWAY);
  tellTabs('in');
}

/** The channel on which the tabs of a browser tell one another who is signed in now: `in` or `out`. */
export const SESSION_CHANNEL = 'lamplight.session';

function tellTabs(session: 'in' | 'out'): void {
  const channel = new BroadcastChannel(SESSION_CHANNEL);
  channel.postMessage(session);
  channel.close();
}

/**
 * Forgets the sign-in on the server, then leaves: nothing of the mailbox stays in this page's memory.
 * @param everywhere on all devices
 */
export function signOut({ everywhere = false } = {}): Promise<void> {
  return signingOut(async () => {
    if (everywhere) await signOutEverywhere();
    // The cookie goes too, though by then it opens nothing.
    const next = await post('/api/auth/signout', {}, new URL(sitePath('/sign-in'), location.origin));
    if (next.searchParams.has('csrf')) throw new Error('The site does not know this browser');
    tellTabs('out');
    // Back to the form, or to where the company signs out.
    location.assign(next);
  });
}

/** Every answer of next-auth is the address to go to next. */
async function post(path: string, fields: Record<string, string>, next = new URL(location.origin)): Promise<URL> {
  const token = await fetch(sitePath('/api/auth/csrf'));
  const { csrfToken } = (await token.json()) as { csrfToken: string };
  const body = new URLSearchParams({ ...fields, csrfToken, callbackUrl: next.href, json: 'true' });
  const answer = await fetch(sitePath(path), { method: 'POST', body });
  const { url } = (await answer.json()) as { url: string };
  return new URL(url, location.origin);
}
