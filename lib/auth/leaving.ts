import 'server-only';
import { config } from '#lib/platform/config.ts';
import { providerSignOut } from './oidc.ts';

/** Says that somebody signed out in this browser: what would sign them in again by itself waits to be asked. */
const LEFT = 'lamplight.left';

/**
 * Where a browser goes after signing out, so that also the company's own way in lets go of the person; `null`: to our own page.
 * @param way by which they had come
 */
export async function whereToLeave(way: string | undefined): Promise<string | null> {
  const { PUBLIC_URL, BASE_PATH, PROXY_SIGN_OUT_URL } = config();
  if (way === 'proxy') return PROXY_SIGN_OUT_URL ?? null;
  return way === 'oidc' ? providerSignOut(new URL(`${BASE_PATH}/sign-in`, PUBLIC_URL).href) : null;
}

/** Whether somebody signed out in this browser, and nobody signed in since. */
export function hasLeft(cookies: { has(name: string): boolean }): boolean {
  return cookies.has(LEFT);
}

/** The line that notes it, or, once somebody signs in, takes it back. */
export function leftCookie(isLeft: boolean): string {
  const { PUBLIC_URL, BASE_PATH } = config();
  const secure = PUBLIC_URL.startsWith('https:') ? '; Secure' : '';
  const end = isLeft ? '' : '; Max-Age=0';
  return `${LEFT}=${isLeft ? 'yes' : ''}; Path=${BASE_PATH || '/'}${end}; HttpOnly; SameSite=Lax${secure}`;
}
