import 'server-only';
import NextAuth, { type Account, type AuthOptions, type User } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import { COMPANY_USER_HEADER, companyUserOf } from '#lib/platform/company-header.ts';
import { config, type WayIn } from '#lib/platform/config.ts';
import { describeCause, log } from '#lib/platform/log.ts';
import { record } from '#lib/platform/record.ts';
import { VoicemailError } from '#lib/voicemail/errors.ts';
import { admit, proxyProvider, type Visit } from './company-providers.ts';
import { sessionCookie } from './cookie.ts';
import { leftCookie, whereToLeave } from './leaving.ts';
import { noteProviderFailure, oidcProvider } from './oidc.ts';
import { signInByPin } from './pin.ts';
import { type OnRefusal, refuse } from './refuse.ts';
import { isOfVisitor } from './session.ts';
import { type SignedIn, signIn } from './sign-in.ts';
import { throttled } from './throttle.ts';
import { forget, type VaultTicket } from './vault.ts';

const MAX_CREDENTIAL_LENGTH = 256;

declare module 'next-auth' {
  interface User {
    ticket: VaultTicket;
    /** Whom the proxy named, where it let them in. */
    companyUser?: string;
  }
}

declare module 'next-auth/jwt' {
  interface JWT {
    ticket?: VaultTicket;
    /** By which of next-auth's providers they came. */
    way?: string;
    companyUser?: string;
  }
}

/** What came of a request. */
interface Turn {
  refusal?: VoicemailError;
  hasEntered?: boolean;
  /** The way by which whoever just left had come. */
  left?: { way: string | undefined };
}

const PROVIDERS = {
  password: passwordProvider,
  pin: pinProvider,
  oidc: oidcProvider,
  proxy: proxyProvider,
} satisfies Record<WayIn, unknown>;

/** next-auth, configured: each way in ends in a login at the mail server, and the session holds half a key and no password. */
const authOptions = (visit: Visit, turn: Turn): AuthOptions => ({
  secret: config().AUTH_SECRET,
  session: { strategy: 'jwt', maxAge: config().SESSION_HOURS * 3600 },
  pages: { signIn: `${config().BASE_PATH}/sign-in`, error: `${config().BASE_PATH}/sign-in` },
  cookies: { sessionToken: sessionCookie() },
  providers: config().SIGN_IN.map((way) => PROVIDERS[way](visit, noteIn(turn))),
  callbacks: {
    signIn: (coming) => admit(coming, visit),
    jwt: ({ token, user, account }) => (user ? { ...token, ...keptOf(user, account) } : token),
    // The browser learns the name and nothing else of the token.
    session: ({ session, token }) => ({
      expires: session.expires,
      user: { name: isOfVisitor(token, visit) ? (token.name ?? null) : null },
    }),
  },
  events: {
    signIn: () => {
      turn.hasEntered = true;
    },
    signOut: async ({ token }) => {
      turn.left = { way: token.way };
      if (!token.ticket) return;
      await forget(token.ticket.sid);
      record({ what: 'signed-out', account: token.name ?? '', from: visit.clientAddress, outcome: 'ok' });
    },
  },
  logger: {
    error: (code, about) => noteProviderFailure(code, about, visit.clientAddress),
    warn: (code) => log().debug({ code }, 'next-auth'),
    debug: () => undefined,
  },
});

const noteIn = (turn: Turn) => (refusal: VoicemailError) => {
  turn.refusal = refusal;
};

const keptOf = ({ ticket, companyUser }: User, account: Account | null) => ({
  ticket,
  ...(account && { way: account.provider }),
  ...(companyUser !== undefined && { companyUser }),
});

/** next-auth, and after it what it does not know: when to try again, and where a company's people go when they leave. */
export async function authHandler(request: Request, context: unknown): Promise<Response> {
  const { headers } = request;
  const clientAddress = headers.get('x-forwarded-for') ?? 'unknown';
  const turn: Turn = {};
  const options = authOptions({ clientAddress, companyUser: companyUserOf(headers.get(COMPANY_USER_HEADER)) }, turn);
  const response: Response = await NextAuth(options)(request, context);
  if (turn.left) return leaving(response, await whereToLeave(turn.left.way));
  if (turn.hasEntered) return withHeader(response, ['set-cookie', leftCookie(false)]);
  return refused(response, turn.refusal);
}

/** next-auth calls every refusal a 401; what may pass says so, and when. */
function refused(response: Response, refusal: VoicemailError | undefined): Response {
  if (refusal?.retryAfterSeconds === undefined || response.status !== 401) return response;
  const status = refusal.code === 'too-many-attempts' ? 429 : 503;
  return withHeader(response, ['retry-after', String(refusal.retryAfterSeconds)], status);
}

/** @param to where to go instead; `null`: where next-auth says */
function leaving(response: Response, to: string | null): Response {
  const noted = withHeader(response, ['set-cookie', leftCookie(true)]);
  if (to === null) return noted;
  if (noted.headers.has('location')) return withHeader(noted, ['location', to]);
  return Response.json({ url: to }, { headers: noted.headers });
}

function withHeader(response: Response, [name, value]: [string, string], status = response.status): Response {
  const headers = new Headers(response.headers);
  if (name === 'set-cookie') headers.append(name, value);
  else headers.set(name, value);
  return new Response(response.body, { status, headers });
}

/** By an IMAP name and password. */
function passwordProvider({ clientAddress: from }: Visit, onRefusal: OnRefusal) {
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
function pinProvider({ clientAddress: from }: Visit, onRefusal: OnRefusal) {
  return Credentials({
    id: 'pin',
    credentials: { extension: {}, context: {}, pin: { type: 'password' }, code: {} },
    authorize: (given) =>
      attempt(given?.extension, from, () => {
        const [extension, pin] = [checked(given?.extension).trim(), checked(given?.pin)];
        const context = given?.context ? checked(given.context).trim() : '';
        const code = given?.code ? checked(given.code).trim() : '';
        return signInByPin({ extension, context, pin, code }, from);
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
    const what = code === 'second-factor-rejected' ? 'second-factor-refused' : 'refused';
    record({ what, account: typed?.trim().slice(0, MAX_CREDENTIAL_LENGTH) ?? '', from, outcome: code });
    throw error;
  }
}

/** No server takes longer ones, and CR, LF or NUL in them could only be an attempt to say more than a LOGIN. */
function checked(text: string | undefined): string {
  if (text && text.length <= MAX_CREDENTIAL_LENGTH && !/[\0\r\n]/.test(text)) return text;
  throw new VoicemailError('credentials-rejected', 'Cannot sign in: name and password cannot be empty');
}
