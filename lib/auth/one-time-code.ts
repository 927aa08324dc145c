import 'server-only';
import { Secret, TOTP } from 'otpauth';

// Time-based one-time passwords (RFC 6238), as every authenticator app takes them: SHA-1, six digits, 30 seconds.

const STEP_SECONDS = 30;
/** RFC 4226 §4 R6: as long as what comes out of SHA-1. */
const SECRET_BYTES = 20;
/** How far a phone's clock may be off: one step each way (RFC 6238 §5.2). */
const WINDOW_STEPS = 1;

const ISSUER = 'Lamplight';

/** A secret drawn by chance, in base32, as people can type it into an app. */
export function newSecret(): string {
  return new Secret({ size: SECRET_BYTES }).base32;
}

/** What an app reads from the square: an `otpauth://` address. @param site the host that people know it by */
export function keyUri(secret: string, { mailbox, site }: { mailbox: string; site: string }): string {
  return generatorOf(secret, `${mailbox} ${site}`).toString();
}

/**
 * Which time step a code is of, counted in 30 seconds since 1970; `null` where it is of none that counts now.
 * @param secret in base32
 */
export function stepOfCode(secret: string, code: string, nowMs: number): number | null {
  const delta = generatorOf(secret).validate({ token: code, timestamp: nowMs, window: WINDOW_STEPS });
  return delta === null ? null : Math.floor(nowMs / 1000 / STEP_SECONDS) + delta;
}

const generatorOf = (secret: string, label = '') =>
  new TOTP({ issuer: ISSUER, label, secret: Secret.fromBase32(secret), period: STEP_SECONDS });
