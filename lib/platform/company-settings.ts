import { readFileSync } from 'node:fs';
import { z } from 'zod';

const list = z.string().transform((text) => text.split(/[\s,]+/).filter(Boolean));
const https = /^https:$/;

/** OpenID Connect asks for TLS (Core §16.17); a provider on this machine needs none. */
const isSafe = (text: string) => {
  const { protocol, hostname } = new URL(text);
  return https.test(protocol) || ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
};

/** What company accounts need; `docs/company-sign-in.md` explains each. */
export const COMPANY_SETTINGS = {
  OIDC_ISSUER: z
    .url({ protocol: /^https?$/ })
    .refine(isSafe, 'must be https')
    .optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  /** Where the secret is kept in a file, as Docker and systemd do. */
  OIDC_CLIENT_SECRET_FILE: z.string().optional(),
  OIDC_SCOPES: list.refine((scopes) => scopes.includes('openid'), 'must have openid').default(['openid']),
  OIDC_CLAIM: list.refine((claims) => claims.length > 0, 'must name a claim').default(['voicemail']),
  OIDC_NAME: z.string().default('your company account'),
  PROXY_USER_HEADER: z
    .string()
    .regex(/^[A-Za-z0-9-]+$/, 'must be the name of a header, as X-Remote-User')
    .transform((name) => name.toLowerCase())
    .optional(),
  PROXY_SIGN_OUT_URL: z.union([z.url({ protocol: /^https?$/ }), z.string().regex(/^\/(?!\/)/)]).optional(),
  IMAP_MASTER_USER: z.string().optional(),
  IMAP_MASTER_PASSWORD: z.string().optional(),
};

type Given = Readonly<Record<string, unknown>>;

/** What does not go together. */
export function companyComplaints(given: Given): string[] {
  return [
    ...together(given, 'OpenID Connect', ['OIDC_ISSUER', 'OIDC_CLIENT_ID']),
    ...together(given, 'a master login', ['IMAP_MASTER_USER', 'IMAP_MASTER_PASSWORD']),
    ...(given.PROXY_USER_HEADER !== undefined && given.TRUSTED_PROXIES === undefined
      ? ['TRUSTED_PROXIES: must be set, for PROXY_USER_HEADER is believed only from there']
      : []),
    ...wayNeeds(given, 'oidc', 'OIDC_ISSUER'),
    ...wayNeeds(given, 'proxy', 'PROXY_USER_HEADER'),
  ];
}

function wayNeeds(given: Given, way: string, name: string): string[] {
  const isWanted = String(given.SIGN_IN ?? '')
    .split(/[\s,]+/)
    .includes(way);
  return isWanted && given[name] === undefined ? [`${name}: must be set, for SIGN_IN has ${way}`] : [];
}

function together(given: Given, what: string, names: string[]): string[] {
  const missing = names.filter((name) => given[name] === undefined);
  if (missing.length === names.length) return [];
  return missing.map((name) => `${name}: must be set, for ${what} needs ${names.join(', ')}`);
}

/**
 * The client secret, from wherever it is kept.
 * @throws {Error} that names the setting
 */
export function clientSecret(
  given: Partial<Record<'OIDC_CLIENT_SECRET' | 'OIDC_CLIENT_SECRET_FILE', string | undefined>>,
) {
  const { OIDC_CLIENT_SECRET, OIDC_CLIENT_SECRET_FILE } = given;
  if (OIDC_CLIENT_SECRET_FILE === undefined) return OIDC_CLIENT_SECRET;
  try {
    return readFileSync(OIDC_CLIENT_SECRET_FILE, 'utf8').trim();
  } catch {
    throw new Error('Cannot start: settings are wrong\n  OIDC_CLIENT_SECRET_FILE: cannot be read');
  }
}
