import { sitePath } from '#lib/api/site-path.ts';

// next-auth's own endpoints, called directly: `signIn()` of next-auth/react leaves the page when the site
// does not answer, and that page would have to say why.

/** Every answer of next-auth is the address to go to next. */
export async function post(
  path: string,
  fields: Record<string, string>,
  next = new URL(location.origin),
): Promise<URL> {
  const token = await fetch(sitePath('/api/auth/csrf'));
  const { csrfToken } = (await token.json()) as { csrfToken: string };
  const body = new URLSearchParams({ ...fields, csrfToken, callbackUrl: next.href, json: 'true' });
  const answer = await fetch(sitePath(path), { method: 'POST', body });
  const { url } = (await answer.json()) as { url: string };
  return new URL(url, location.origin);
}
