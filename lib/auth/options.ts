import 'server-only';
import NextAuth, { type AuthOptions } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import { config } from '#lib/platform/config.ts';
import { describeCause, log } from '#lib/platform/log.ts';
import { record } from '#lib/platform/record.ts';
import { VoicemailError } from '#lib/voicemail/errors.ts';
import { sessionCookie } from './cookie.ts';
import { signIn } from './sign-in.ts';
import { throttled } from './throttle.ts';
import { forget, type VaultTicket } from './vault.ts';

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
const authOptions = (from: string, onRefusal: (refusal: VoicemailError) => void): AuthOptions => ({
  secret: config().AUTH_SECRET,
  session: { strategy: 'jwt', maxAge: config().SESSION_HOURS * 3600 },
  pages: { signIn: `${config().BASE_PATH}/sign-in`, error: `${config().BASE_PATH}/sign-in` },
  cookies: { sessionToken: sessionCookie() },
  providers: [
    Credentials({
      credentials: { username: {}, password: { type: 'password' } },
      authorize: (given) => authorize(given ?? {}, from).catch(refuse(onRefusal)),
    }),
  ],
  callbacks: {
    jwt: ({ token, user }) => (user ? { ...token, ticket: user.ticket } : token),
    // The browser learns the name and nothing else of the token.
    session: ({ session, token }) => ({ expires: session.expires, user: { name: token.name ?? null } }),
  },
  events: {
    signOut: async ({ token }) => {
      if (!token.ticket) return;
      await forget(token.ticket.sid);
      record({ what: 'signed-out', account: token.name ?? '', from, outcome: 'ok' });
    },
  },
  logger: {
    error: (code) => log().warn({ code }, 'next-auth'),
    warn: (code) => log().debug({ code }, 'next-auth'),
    debug: () => undefined,
  },
});

/** next-auth calls every refusal a 401; what may pass says so, and when. */
export async function authHandler(request: Request, context: unknown): Promise<Response> {
  let retryAfterSeconds: number | undefined;
  let status = 503;
  const options = authOptions(request.headers.get('x-forwarded-for') ?? 'unknown', (refusal) => {
    retryAfterSeconds = refusal.retryAfterSeconds;
    status = refusal.code === 'too-many-attempts' ? 429 : 503;
  });
  const response: Response = await NextAuth(options)(request, context);
  if (retryAfterSeconds === undefined || response.status !== 401) return response;
  const headers = new Headers(response.headers);
  headers.set('retry-after', String(retryAfterSeconds));
  return new Response(response.body, { status, headers });
}

async function authorize({ username, password }: Partial<Record<string, string>>, clientAddress: string) {
  try {
    const proven = { user: checked(username).trim(), password: checked(password) };
    return await throttled(proven.user, clientAddress, () => signIn(proven, clientAddress));
  } catch (error) {
    const { code } = error instanceof VoicemailError ? error : { code: 'unexpected' };
    log().warn({ code, clientAddress, cause: describeCause(error) }, 'sign-in failed');
    const typed = username?.trim().slice(0, MAX_CREDENTIAL_LENGTH) ?? '';
    record({ what: 'refused', account: typed, from: clientAddress, outcome: code });
    throw error;
  }
}

/** @throws {Error} whose message is the code alone: next-auth shows it to the browser */
function refuse(onRefusal: (refusal: VoicemailError) => void) {
  return (error: unknown): never => {
    if (!(error instanceof VoicemailError)) throw new Error('unexpected');
    onRefusal(error);
    const { code, retryAfterSeconds } = error;
    throw new Error(code === 'too-many-attempts' ? `${code}:${retryAfterSeconds}` : code);
  };
}

/** No server takes longer ones, and CR, LF or NUL in them could only be an attempt to say more than a LOGIN. */
function checked(text: string | undefined): string {
  if (text && text.length <= MAX_CREDENTIAL_LENGTH && !/[\0\r\n]/.test(text)) return text;
  throw new VoicemailError('credentials-rejected', 'Cannot sign in: name and password cannot be empty');
}
