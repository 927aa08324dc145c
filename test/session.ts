import { encode } from 'next-auth/jwt';
import { seal } from '#lib/auth/vault.ts';
import { config } from '#lib/platform/config.ts';

/** The cookie of someone who signed in, made as `lib/auth/options.ts` makes it. */
export async function sessionCookie({ user, password }: { user: string; password: string }): Promise<string> {
  const ticket = await seal({ user, password });
  const token = await encode({ token: { name: user, ticket }, secret: config().AUTH_SECRET });
  return `next-auth.session-token=${token}`;
}

/** A request to one of our routes, as a browser on our own page sends it. */
export function ask(path: string, { cookie, ...init }: RequestInit & { cookie?: string } = {}): Request {
  const headers = new Headers({ origin: config().PUBLIC_URL, ...(cookie && { cookie }) });
  for (const [name, value] of new Headers(init.headers)) headers.set(name, value);
  return new Request(new URL(path, config().PUBLIC_URL), { ...init, headers });
}
