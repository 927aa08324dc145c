import 'server-only';
import { hkdfSync } from 'node:crypto';
import { jwtDecrypt } from 'jose';
import type { JWT } from 'next-auth/jwt';
import { config } from '#lib/platform/config.ts';
import { once } from '#lib/platform/once.ts';

/** As next-auth derives it (jwt/index.js getDerivedEncryptionKey), for a cookie, whose salt is empty. */
const KEY_PURPOSE = 'NextAuth.js Generated Encryption Key';
const KEY_BYTES = 32;
/** next-auth's own, for clocks that differ. */
const TOLERANCE_SECONDS = 15;

/**
 * What next-auth has put into a session cookie: JWE (RFC 7516), `dir` and `A256GCM` and no other. Its own `decode` does the same by the same
 * library, but derives the key anew for each request, in another thread, which took a tenth of a busy process.
 * @returns `null` where it was not made by us, has been changed, or is over
 */
export async function openSessionCookie(cookie: string): Promise<JWT | null> {
  try {
    const { payload } = await jwtDecrypt(cookie, sessionKey(), {
      clockTolerance: TOLERANCE_SECONDS,
      contentEncryptionAlgorithms: ['A256GCM'],
      keyManagementAlgorithms: ['dir'],
    });
    // next-auth gives every cookie an end.
    return payload.exp === undefined ? null : (payload as JWT);
  } catch {
    return null;
  }
}

const sessionKey = () =>
  once('session-key', () => new Uint8Array(hkdfSync('sha256', config().AUTH_SECRET, '', KEY_PURPOSE, KEY_BYTES)));
