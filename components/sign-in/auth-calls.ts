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
    await post('/api/auth/signout', {});
    tellTabs('out');
    location.assign(sitePath('/sign-in'));
  });
}

/** Every answer of next-auth is the address to go to next. */
async function post(path: string, fields: Record<string, string>): Promise<URL> {
  const token = await fetch(sitePath('/api/auth/csrf'));
  const { csrfToken } = (await token.json()) as { csrfToken: string };
  const body = new URLSearchParams({ ...fields, csrfToken, callbackUrl: location.origin, json: 'true' });
  const answer = await fetch(sitePath(path), { method: 'POST', body });
  const { url } = (await answer.json()) as { url: string };
  return new URL(url, location.origin);
}
