import 'server-only';
import NextAuth, { type AuthOptions } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import { config, type WayIn } from '#lib/platform/config.ts';
import { describeCause, log } from '#lib/platform/log.ts';
import { record } from '#lib/platform/record.ts';
import { VoicemailError } from '#lib/voicemail/errors.ts';
import { sessionCookie } from './cookie.ts';
import { signInByPin } from './pin.ts';
import { type SignedIn, signIn } from './sign-in.ts';
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

type OnRefusal = (refusal: VoicemailError) => void;

const PROVIDERS = { password: passwordProvider, pin: pinProvider } satisfies Record<WayIn, unknown>;

/** next-auth, configured: each way in ends in a login at the mail server, and the session holds half a key and no password. */
const authOptions = (from: string, onRefusal: OnRefusal): AuthOptions => ({
  secret: config().AUTH_SECRET,
  session: { strategy: 'jwt', maxAge: config().SESSION_HOURS * 3600 },
  pages: { signIn: `${config().BASE_PATH}/sign-in`, error: `${config().BASE_PATH}/sign-in` },
  cookies: { sessionToken: sessionCookie() },
  providers: config().SIGN_IN.map((way) => PROVIDERS[way](from, onRefusal)),
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

/** By an IMAP name and password. */
function passwordProvider(from: string, onRefusal: OnRefusal) {
  return Credentials({
    credentials: { username: {}, password: { type: 'password' } },
    authorize: (given) =>
      attempt(given?.username, from, () => {
        const proven = { user: checked(given?.username).trim(), password: checked(given?.password) };
        return throttled(proven.user, from, () => signIn(proven, from));
      }).catch(refuse(onRefusal)),
  });
}

/** By extension and PIN. */
function pinProvider(from: string, onRefusal: OnRefusal) {
  return Credentials({
    id: 'pin',
    credentials: { extension: {}, context: {}, pin: { type: 'password' } },
    authorize: (given) =>
      attempt(given?.extension, from, () => {
        const [extension, pin] = [checked(given?.extension).trim(), checked(given?.pin)];
        const context = given?.context ? checked(given.context).trim() : '';
        return signInByPin({ extension, context, pin }, from);
      }).catch(refuse(onRefusal)),
  });
}

/** Tries to sign somebody in, and says in log and record when that fails. What succeeds `signIn` records. */
async function attempt(typed: string | undefined, from: string, tryIt: () => Promise<SignedIn>): Promise<SignedIn> {
  try {
    return await tryIt();
  } catch (error) {
    const { code } = error instanceof VoicemailError ? error : { code: 'unexpected' };
    log().warn({ code, clientAddress: from, cause: describeCause(error) }, 'sign-in failed');
    record({ what: 'refused', account: typed?.trim().slice(0, MAX_CREDENTIAL_LENGTH) ?? '', from, outcome: code });
    throw error;
  }
}

/** @throws {Error} whose message is the code alone: next-auth shows it to the browser */
function refuse(onRefusal: OnRefusal) {
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
