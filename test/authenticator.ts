import { Secret, TOTP } from 'otpauth';

const STEP_MS = 30_000;

/** What an authenticator app shows for a secret (base32), or will show, or has shown so many steps from now. */
export function codeOf(secret: string, stepsFromNow = 0): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + stepsFromNow * STEP_MS });
}

/** The secret that the app reads from the square. */
export function secretOf(uri: string): string {
  return new URL(uri).searchParams.get('secret') ?? '';
}
