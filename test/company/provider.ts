import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import Provider, { type Context } from 'oidc-provider';
import { freePort } from '#test/free-port.ts';

/** What a company knows of somebody, beside their name there. */
export type Claims = Record<string, unknown>;

/** A real OpenID Connect provider on loopback, in which everybody is let in at once. */
export interface CompanyProvider {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Who sits at the browser from now on; the provider remembers whom it has seen in its own cookies. */
  seat(person: string, claims: Claims): void;
  stop(): Promise<void>;
}

const SIGN_IN = '/somebody';

/** @param portal where the portal lives, with its path */
export async function startProvider(portal: string): Promise<CompanyProvider> {
  const port = await freePort();
  const issuer = `http://127.0.0.1:${port}`;
  const [clientId, clientSecret] = ['lamplight', randomBytes(24).toString('base64url')];
  const people = new Map<string, Claims>();
  let seated = 'nobody';
  const provider = new Provider(issuer, configuration({ portal, clientId, clientSecret, people }));
  const handle = provider.callback();
  const server = createServer((request, response) => {
    if (!request.url?.startsWith(SIGN_IN)) return handle(request, response);
    void provider.interactionFinished(request, response, { login: { accountId: seated } });
  });
  await once(server.listen(port, '127.0.0.1'), 'listening');
  return {
    issuer,
    clientId,
    clientSecret,
    seat(person, claims) {
      seated = person;
      people.set(person, { sub: person, ...claims });
    },
    async stop() {
      server.close().closeAllConnections();
    },
  };
}

interface Company {
  portal: string;
  clientId: string;
  clientSecret: string;
  people: ReadonlyMap<string, Claims>;
}

function configuration({ portal, clientId, clientSecret, people }: Company): Record<string, unknown> {
  const client = {
    client_id: clientId,
    client_secret: clientSecret,
    redirect_uris: [`${portal}/api/auth/callback/oidc`],
    post_logout_redirect_uris: [`${portal}/sign-in`],
  };
  return {
    clients: [client],
    claims: { openid: ['sub', 'voicemail', 'groups'], email: ['email', 'email_verified'] },
    findAccount: (_: unknown, accountId: string) => ({
      accountId,
      claims: async () => people.get(accountId) ?? { sub: accountId },
    }),
    features: { devInteractions: { enabled: false } },
    interactions: { url: () => SIGN_IN },
    loadExistingGrant: granted,
    pkce: { required: () => true },
    cookies: { keys: [randomBytes(16).toString('hex')] },
    jwks: { keys: [{ ...aKey(), kid: 'first', use: 'sig', alg: 'RS256' }] },
    ttl: { AccessToken: 600, AuthorizationCode: 60, IdToken: 600, Grant: 600, Interaction: 600, Session: 600 },
  };
}

/** Whoever is let in has agreed. */
async function granted({ oidc: { provider, session, client, params } }: Context) {
  const grant = new provider.Grant({ accountId: session.accountId, clientId: client.clientId });
  grant.addOIDCScope(params.scope);
  await grant.save();
  return grant;
}

function aKey() {
  return generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' });
}
