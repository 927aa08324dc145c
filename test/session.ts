import { encode } from 'next-auth/jwt';
import type { SignedIn } from '#lib/auth/sign-in.ts';
import { seal } from '#lib/auth/vault.ts';
import { config } from '#lib/platform/config.ts';

/** The cookie of someone who signed in, made as `lib/auth/options.ts` makes it. */
export async function sessionCookie({ user, password }: { user: string; password: string }): Promise<string> {
  return cookieText(await cookiesOf({ name: user, ticket: await seal({ user, password }) }));
}

/** The cookies of someone who came in by `signIn()`. */
export async function cookiesOf({ name, ticket }: Pick<SignedIn, 'name' | 'ticket'>): Promise<Record<string, string>> {
  const token = await encode({ token: { name, ticket }, secret: config().AUTH_SECRET });
  return { 'next-auth.session-token': token };
}

/** As a browser sends them. */
export function cookieText(cookies: Record<string, string>): string {
  return Object.entries(cookies)
    .map((pair) => pair.join('='))
    .join('; ');
}

/** A request to one of our routes, as a browser on our own page sends it. */
export function ask(path: string, { cookie, ...init }: RequestInit & { cookie?: string } = {}): Request {
  const headers = new Headers({ origin: config().PUBLIC_URL, ...(cookie && { cookie }) });
  for (const [name, value] of new Headers(init.headers)) headers.set(name, value);
  return new Request(new URL(path, config().PUBLIC_URL), { ...init, headers });
}
