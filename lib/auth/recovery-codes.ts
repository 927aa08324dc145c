import 'server-only';
import { createHmac, randomBytes } from 'node:crypto';
import { config } from '#lib/platform/config.ts';

const CODES = 10;
/** Fifty bits: nobody guesses that, even with `AUTH_SECRET`, before the throttle has long stopped them. */
const CODE_CHARACTERS = 10;
/** 32 of them, none that is taken for another. */
const ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789';

/** What opens a mailbox in place of the phone, each once: `k4mzt-9wqhx`. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: CODES }, newCode);
}

function newCode(): string {
  // 256 is a multiple of 32: each character is as likely as another.
  const text = [...randomBytes(CODE_CHARACTERS)].map((byte) => ALPHABET[byte % ALPHABET.length]).join('');
  return `${text.slice(0, CODE_CHARACTERS / 2)}-${text.slice(CODE_CHARACTERS / 2)}`;
}

/** The same for the same code of a mailbox, however it is written, and tells it to nobody without `AUTH_SECRET`. */
export function recoveryMark(mailbox: string, code: string): string {
  const bare = code.toLowerCase().replace(/[^a-z0-9]/g, '');
  return createHmac('sha256', config().AUTH_SECRET)
    .update(`recovery ${mailbox.toLowerCase()} ${bare}`)
    .digest('base64url');
}
