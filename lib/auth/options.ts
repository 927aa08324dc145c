import 'server-only';
import NextAuth, { type AuthOptions } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import { Account } from '#lib/imap/account.ts';
import { closeConnection } from '#lib/imap/pool.ts';
import { config } from '#lib/platform/config.ts';
import { describeCause, log } from '#lib/platform/log.ts';
import { VoicemailError } from '#lib/voicemail/errors.ts';
import { throttled } from './throttle.ts';
import { forget, seal, unseal, type VaultTicket } from './vault.ts';

const MAX_CREDENTIAL_LENGTH = 256;

declare module 'next-auth' {
  interface User {
    ticket: VaultTicket;
  }
}

declare module 'next-auth/jwt' {
  interface JWT {
    ticket?: VaultTicket;
  }
}

/** next-auth, configured: signing in is an IMAP LOGIN, and the session holds half a key and no password. */
const authOptions = (): AuthOptions => ({
  secret: config().AUTH_SECRET,
  session: { strategy: 'jwt', maxAge: config().SESSION_HOURS * 3600 },
  pages: { signIn: '/sign-in', error: '/sign-in' },
  providers: [
    Credentials({
      credentials: { username: {}, password: { type: 'password' } },
      authorize: (given, request) => authorize(given ?? {}, request.headers ?? {}),
    }),
  ],
  callbacks: {
    jwt: ({ token, user }) => (user ? { ...token, ticket: user.ticket } : token),
    // The browser learns the name and nothing else of the token.
    session: ({ session, token }) => ({ expires: session.expires, user: { name: token.name ?? null } }),
  },
  events: {
    signOut: ({ token }) => {
      if (token.ticket) signOut(token.ticket);
    },
  },
  logger: {
    error: (code) => log().warn({ code }, 'next-auth'),
    warn: (code) => log().debug({ code }, 'next-auth'),
    debug: () => undefined,
  },
});

export const authHandler = (request: Request, context: unknown) => NextAuth(authOptions())(request, context);

/** @throws {Error} whose message is the code alone: next-auth shows it to the browser */
async function authorize({ username, password }: Partial<Record<string, string>>, headers: Record<string, string>) {
  const clientAddress = headers['x-forwarded-for'] ?? 'unknown';
  try {
    const credentials = { user: checked(username).trim(), password: checked(password), clientAddress };
    const account = await throttled(credentials.user, clientAddress, () => Account.login(credentials));
    return { id: account.user, name: account.user, ticket: account.withCredentials(seal) };
  } catch (error) {
    const { code, retryAfterSeconds } = error instanceof VoicemailError ? error : { code: 'unexpected' as const };
    log().warn({ code, clientAddress, cause: describeCause(error) }, 'sign-in failed');
    throw new Error(code === 'too-many-attempts' ? `${code}:${retryAfterSeconds}` : code);
  }
}

/** No server takes longer ones, and CR, LF or NUL in them could only be an attempt to say more than a LOGIN. */
function checked(text: string | undefined): string {
  if (text && text.length <= MAX_CREDENTIAL_LENGTH && !/[\0\r\n]/.test(text)) return text;
  throw new VoicemailError('credentials-rejected', 'Cannot sign in: name and password cannot be empty');
}

function signOut(ticket: VaultTicket): void {
  const credentials = unseal(ticket);
  if (credentials) closeConnection(Account.rejoin({ ...credentials, clientAddress: '' }));
  // Last: whoever hears of it finds the account signed out.
  forget(ticket.sid);
}
