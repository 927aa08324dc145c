import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { exportJWK, generateKeyPair, type JWTPayload, type KeyLike, SignJWT } from 'jose';
import { freePort } from '#test/free-port.ts';
import type { CompanyProvider } from './provider.ts';

/** What it says otherwise than it should. */
export interface Lies {
  /** Of the ID token; `undefined` leaves one out. */
  claims?: Record<string, unknown>;
  /** The ID token is signed by somebody else. */
  isForged?: boolean;
  /** What the discovery document says. */
  announced?: Record<string, unknown>;
  /** The address that the browser comes back with. */
  answer?: Record<string, string>;
}

/** A provider that says what a real one would never say. */
export interface LyingProvider extends Pick<CompanyProvider, 'issuer' | 'clientId' | 'clientSecret' | 'stop'> {
  lie(lies: Lies): void;
}

const ALGORITHM = 'RS256';
const LIFETIME_SECONDS = 300;

export async function startLyingProvider(): Promise<LyingProvider> {
  const port = await freePort();
  const [issuer, clientId] = [`http://127.0.0.1:${port}`, 'lamplight'];
  const [own, other] = [await generateKeyPair(ALGORITHM), await generateKeyPair(ALGORITHM)];
  const jwk = { ...(await exportJWK(own.publicKey)), kid: 'one', alg: ALGORITHM, use: 'sig' };
  let lies: Lies = {};
  let nonce = '';

  const say = async (request: IncomingMessage, response: ServerResponse) => {
    const { pathname, searchParams } = new URL(request.url ?? '', issuer);
    if (pathname === '/authorize') {
      nonce = searchParams.get('nonce') ?? '';
      const back = new URL(searchParams.get('redirect_uri') ?? issuer);
      const answer = { code: 'a-code', state: searchParams.get('state') ?? '', ...lies.answer };
      for (const [name, value] of Object.entries(answer)) back.searchParams.set(name, value);
      return response.writeHead(303, { location: back.href }).end();
    }
    const key = lies.isForged ? other.privateKey : own.privateKey;
    const claims = { iss: issuer, aud: clientId, nonce, ...times(), sub: 'ada', voicemail: '1001', ...lies.claims };
    const id_token = await sign(claims, key);
    const answers: Record<string, object> = {
      '/.well-known/openid-configuration': { ...announcement(issuer), ...lies.announced },
      '/jwks': { keys: [jwk] },
      '/token': { access_token: 'opaque', token_type: 'Bearer', id_token },
    };
    response.setHeader('content-type', 'application/json').end(JSON.stringify(answers[pathname] ?? {}));
  };

  const server = createServer((request, response) => void say(request, response));
  await once(server.listen(port, '127.0.0.1'), 'listening');
  return {
    issuer,
    clientId,
    clientSecret: randomBytes(24).toString('base64url'),
    lie: (next) => {
      lies = next;
    },
    stop: async () => void server.close().closeAllConnections(),
  };
}

const announcement = (issuer: string) => ({
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/jwks`,
  id_token_signing_alg_values_supported: [ALGORITHM],
});

function times() {
  const iat = Math.floor(Date.now() / 1000);
  return { iat, exp: iat + LIFETIME_SECONDS };
}

function sign(claims: JWTPayload, key: KeyLike): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ alg: ALGORITHM, kid: 'one' }).sign(key);
}
