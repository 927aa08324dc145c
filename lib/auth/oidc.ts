import 'server-only';
import type { OAuthConfig } from 'next-auth/providers/oauth';
import { z } from 'zod';
import { config } from '#lib/platform/config.ts';
import { describeCause, log } from '#lib/platform/log.ts';
import { record } from '#lib/platform/record.ts';
import type { Claims } from './company-person.ts';

const PATIENCE_MS = 5000;

/**
 * The company's OpenID Connect provider, as next-auth takes it: authorization code with PKCE (RFC 7636), state and nonce. Signature,
 * audience, times and nonce of the ID token are checked by openid-client (Core §3.1.3.7), with ten seconds for clocks that differ.
 */
export function oidcProvider(): OAuthConfig<Claims> {
  const { OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_NAME, OIDC_SCOPES } = config();
  return {
    id: 'oidc',
    name: OIDC_NAME,
    type: 'oauth',
    wellKnown: wellKnown(),
    idToken: true,
    checks: ['pkce', 'state', 'nonce'],
    clientId: OIDC_CLIENT_ID ?? '',
    ...(OIDC_CLIENT_SECRET === undefined
      ? { client: { token_endpoint_auth_method: 'none' } }
      : { clientSecret: OIDC_CLIENT_SECRET }),
    authorization: { params: { scope: OIDC_SCOPES.join(' ') } },
    httpOptions: { timeout: PATIENCE_MS },
    userinfo: { request: ({ tokens, client }) => allClaims(tokens, client) },
    // Who it is here is told once they are let in: company-providers.ts.
    profile: ({ sub }) => ({ id: String(sub), ticket: { sid: '', key: '' } }),
  };
}

/** As much of openid-client's as is used here. */
interface Tokens {
  access_token?: string | undefined;
}
interface Client {
  issuer: { metadata: { userinfo_endpoint?: unknown } };
  userinfo(tokens: unknown): Promise<object>;
}

/**
 * What the ID token says, and what more the provider tells when asked (Core §5.3): many keep claims out of the token. openid-client makes
 * sure that both are of the same person.
 * @throws {Error} when the token is of another issuer than the settings name: discovery may have been led elsewhere
 */
async function allClaims(tokens: Tokens, client: Client): Promise<Claims> {
  const claims = (tokens as { claims(): Claims }).claims();
  if (bare(claims.iss) !== bare(config().OIDC_ISSUER)) throw new Error('The ID token is not of OIDC_ISSUER');
  const { email: _, ...withoutEmail } = claims;
  // An address and whether it is verified come from the same place, or the one might be of another.
  const own = claims.email_verified === undefined ? withoutEmail : claims;
  const isTold = config().OIDC_CLAIM.every((name) => name in own);
  const canAsk = tokens.access_token !== undefined && client.issuer.metadata.userinfo_endpoint !== undefined;
  return isTold || !canAsk ? own : { ...(await client.userinfo(tokens)), ...own };
}

const ANNOUNCED = z.object({ end_session_endpoint: z.url({ protocol: /^https?$/ }).optional() });

/**
 * Where to sign out at the provider too (RP-Initiated Logout 1.0 §2); `null` where it announces nothing, or does not answer. Without
 * `id_token_hint`: a token belongs into no address, and is kept nowhere. The provider may ask whether it is meant.
 * @param back where it shall lead to afterwards
 */
export async function providerSignOut(back: string): Promise<string | null> {
  const { OIDC_CLIENT_ID } = config();
  try {
    const answer = await fetch(wellKnown(), { signal: AbortSignal.timeout(PATIENCE_MS) });
    const { end_session_endpoint } = ANNOUNCED.parse(await answer.json());
    if (end_session_endpoint === undefined) return null;
    const url = new URL(end_session_endpoint);
    url.searchParams.set('client_id', OIDC_CLIENT_ID ?? '');
    url.searchParams.set('post_logout_redirect_uri', back);
    return url.href;
  } catch (error) {
    log().warn({ cause: describeCause(error) }, 'cannot ask the provider where to sign out');
    return null;
  }
}

/** What a person was refused for before it was known who they are. */
const ON_THE_WAY = ['OAUTH_CALLBACK_ERROR', 'SIGNIN_OAUTH_ERROR'];

/** State and nonce are good for once, but are nobody's business. */
const SECRETS = /((?:state|nonce) mismatch), expected .*/s;

/** Tells the administrator why a sign-in at the provider came to nothing, as next-auth tells us. */
export function noteProviderFailure(code: string, about: unknown, clientAddress: string): void {
  const error = about instanceof Error ? about : (about as { error?: unknown }).error;
  const why = error instanceof Error ? error.message.replace(SECRETS, '$1') : undefined;
  log().warn({ code, clientAddress, why }, 'next-auth');
  if (ON_THE_WAY.includes(code)) record({ what: 'refused', account: '', from: clientAddress, outcome: 'unexpected' });
}

/** OpenID Connect Discovery 1.0 §4. */
const wellKnown = () => `${bare(config().OIDC_ISSUER)}/.well-known/openid-configuration`;

const bare = (issuer: unknown) => String(issuer).replace(/\/$/, '');
