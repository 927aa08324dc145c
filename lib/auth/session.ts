import 'server-only';
import { LRUCache } from 'lru-cache';
import { cookies, headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { getToken, type JWT, type JWTDecodeParams } from 'next-auth/jwt';
import { Account } from '#lib/imap/account.ts';
import { closeConnection } from '#lib/imap/pool.ts';
import { COMPANY_USER_HEADER, companyUserOf } from '#lib/platform/company-header.ts';
import { config } from '#lib/platform/config.ts';
import { once } from '#lib/platform/once.ts';
import { record } from '#lib/platform/record.ts';
import { VoicemailError } from '#lib/voicemail/errors.ts';
import { sessionCookie } from './cookie.ts';
import { openSessionCookie } from './session-cookie.ts';
import { loginFor } from './site-login.ts';
import { forget, forgetAll, onForgotten, unseal } from './vault.ts';

/** As much of a request as says who asks: what pages, route handlers and API routes all can give. */
export interface Visitor {
  cookies: Record<string, string>;
  clientAddress: string;
  /** Whom a trusted proxy names. */
  companyUser?: string | null;
}

/**
 * The account behind a session cookie.
 * @param isUse whether a person did something; what the page does by itself keeps no session alive
 * @throws {VoicemailError} sign-in-required when there is no session, the vault forgot it, or voicemail.conf has the mailbox
 *   no more; sessions-unreachable, site-misconfigured
 */
export async function accountOf(visitor: Visitor, { isUse = true } = {}): Promise<Account> {
  const { cookies, clientAddress } = visitor;
  const token = await tokenOf(cookies);
  const ticket = token && isOfVisitor(token, visitor) ? token.ticket : undefined;
  const proven = ticket ? await unseal(ticket, { isUse }) : null;
  const login = proven && loginFor(proven, clientAddress);
  if (!ticket || !login) throw new VoicemailError('sign-in-required', 'Cannot tell who asks: nobody is signed in');
  const account = Account.rejoin(login);
  endWithSession(ticket.sid, account);
  return account;
}

/**
 * The account behind the page being rendered, and who asks for it; a stranger is sent to sign in.
 * @param from where to come back to afterwards, as a path of ours
 */
export async function requireAccount(from = '/'): Promise<{ account: Account; visitor: Visitor }> {
  const asked = await headers();
  const visitor = {
    cookies: Object.fromEntries((await cookies()).getAll().map(({ name, value }) => [name, value])),
    clientAddress: asked.get('x-forwarded-for') ?? 'unknown',
    companyUser: companyUserOf(asked.get(COMPANY_USER_HEADER)),
  };
  try {
    return { account: await accountOf(visitor), visitor };
  } catch (error) {
    if (!(error instanceof VoicemailError && error.code === 'sign-in-required')) throw error;
  }
  redirect(`/sign-in?from=${encodeURIComponent(from)}`);
}

/** Ends the session of these cookies, as when the mail server no longer takes the password. */
export async function endSession({ cookies }: Visitor): Promise<void> {
  const ticket = (await tokenOf(cookies))?.ticket;
  if (ticket) await forget(ticket.sid);
}

/**
 * Ends every session of whoever signed in, wherever it was opened, this one too.
 * @throws {VoicemailError} sessions-unreachable
 */
export async function endAllSessions({ name, clientAddress }: Account): Promise<void> {
  await forgetAll(name);
  record({ what: 'signed-out-everywhere', account: name, from: clientAddress, outcome: 'ok' });
}

/** Which session the cookies are of, as a name that says nothing; `null` where they are of none. */
export async function sessionIdOf({ cookies }: Visitor): Promise<string | null> {
  return (await tokenOf(cookies))?.ticket?.sid ?? null;
}

const MAX_SESSIONS = 20_000;

/** Closes what this process holds for an account when a session of it ends, in whichever process that is. */
export function endWithSession(sid: string, { key }: Account): void {
  const keys = once('session-accounts', () => {
    const kept = new LRUCache<string, string>({ max: MAX_SESSIONS });
    onForgotten((gone) => {
      const ended = kept.get(gone);
      if (ended !== undefined) closeConnection({ key: ended });
      kept.delete(gone);
    });
    return kept;
  });
  keys.set(sid, key);
}

/**
 * Whether a session is that of whoever asks. One that the word of a proxy began answers nobody but the person it named; and where there
 * is no other way in, neither does any other.
 */
export function isOfVisitor({ companyUser: named }: JWT, { companyUser }: Pick<Visitor, 'companyUser'>): boolean {
  const isOnlyWay = config().SIGN_IN.every((way) => way === 'proxy');
  return named === undefined ? !isOnlyWay : named === companyUser;
}

async function tokenOf(cookies: Record<string, string>): Promise<JWT | null> {
  const { AUTH_SECRET } = config();
  // Given a plain Request getToken finds no cookies and says null; it wants them as a bag.
  const req = { cookies, headers: {} } as Parameters<typeof getToken>[0]['req'];
  const decode = async ({ token = '' }: JWTDecodeParams) => openSessionCookie(token);
  return getToken({ req, secret: AUTH_SECRET, cookieName: sessionCookie().name, decode });
}
