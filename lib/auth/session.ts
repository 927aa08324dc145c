import 'server-only';
import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { getToken } from 'next-auth/jwt';
import { Account } from '#lib/imap/account.ts';
import { config } from '#lib/platform/config.ts';
import { VoicemailError } from '#lib/voicemail/errors.ts';
import { forget, unseal } from './vault.ts';

/** As much of a request as says who asks: what pages, route handlers and API routes all can give. */
export interface Visitor {
  cookies: Record<string, string>;
  clientAddress: string;
}

/**
 * The account behind a session cookie.
 * @param isUse whether a person did something; what the page does by itself keeps no session alive
 * @throws {VoicemailError} sign-in-required when there is no session, or the vault forgot it
 */
export async function accountOf({ cookies, clientAddress }: Visitor, { isUse = true } = {}): Promise<Account> {
  const ticket = await ticketOf(cookies);
  const credentials = ticket ? unseal(ticket, { isUse }) : null;
  if (!credentials) throw new VoicemailError('sign-in-required', 'Cannot tell who asks: nobody is signed in');
  return Account.rejoin({ ...credentials, clientAddress });
}

/**
 * The account behind the page being rendered; a stranger is sent to sign in.
 * @param from where to come back to afterwards, as a path of ours
 */
export async function requireAccount(from = '/'): Promise<Account> {
  const bag = Object.fromEntries((await cookies()).getAll().map(({ name, value }) => [name, value]));
  try {
    return await accountOf({ cookies: bag, clientAddress: 'unknown' });
  } catch (error) {
    if (!(error instanceof VoicemailError)) throw error;
  }
  redirect(`/sign-in?from=${encodeURIComponent(from)}`);
}

/** Ends the session of these cookies, as when the mail server no longer takes the password. */
export async function endSession({ cookies }: Visitor): Promise<void> {
  const ticket = await ticketOf(cookies);
  if (ticket) forget(ticket.sid);
}

/** Which session the cookies are of, as a name that says nothing; `null` where they are of none. */
export async function sessionIdOf({ cookies }: Visitor): Promise<string | null> {
  return (await ticketOf(cookies))?.sid ?? null;
}

async function ticketOf(cookies: Record<string, string>) {
  const { AUTH_SECRET, PUBLIC_URL } = config();
  // Given a plain Request getToken finds no cookies and says null; it wants them as a bag.
  const req = { cookies, headers: {} } as Parameters<typeof getToken>[0]['req'];
  const token = await getToken({ req, secret: AUTH_SECRET, secureCookie: PUBLIC_URL.startsWith('https:') });
  return token?.ticket;
}
