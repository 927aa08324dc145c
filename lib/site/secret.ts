import 'server-only';
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { config } from '#lib/platform/config.ts';
import { once } from '#lib/platform/once.ts';

/** A password of voicemail.conf. Neither JSON nor `console.log` shows it. */
export class Secret {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** Only for the one who signs in with it. */
  reveal(): string {
    return this.#text;
  }
}

/** The same for the same text as long as this process runs, as long for any text, and tells it to nobody. */
function proofOf(text: string): Buffer {
  const key = once('pin-key', () => randomBytes(32));
  return createHmac('sha256', key).update(text).digest();
}

/**
 * `own`: somebody chose it. `mailbox-number`: so it is before its owner chose one (app_voicemail.c vm_newuser).
 * `none`: the phone asks for none. `unusable`: nobody can enter it on a phone.
 */
export type PinKind = 'own' | 'mailbox-number' | 'none' | 'unusable';

/** app_voicemail.c ast_vm_user.password */
export const PIN_BYTES = 79;

/** The PIN of a mailbox. Neither JSON nor `console.log` shows it. */
export class Pin {
  readonly kind: PinKind;
  /** Whether its owner may change it: a leading `-` forbids it. */
  readonly isChangeable: boolean;
  readonly #text: string;

  /** @param stored as in voicemail.conf or secret.conf */
  constructor(stored: string, extension: string) {
    this.#text = stored.replace(/^-/, '');
    this.isChangeable = !stored.startsWith('-');
    this.kind = kindOf(stored, this.#text, extension);
  }

  /** Compared to the letter, as vm_authenticate does, and in equal time. Where there is no PIN nothing proves it. */
  proves(candidate: string): boolean {
    const isEqual = timingSafeEqual(proofOf(this.#text), proofOf(candidate));
    return isEqual && this.kind !== 'none' && this.kind !== 'unusable';
  }

  /**
   * The same for the same PIN, in every process with our AUTH_SECRET. Whoever has that could try all PINs against it: it is for the
   * vault, under the seal.
   */
  mark(): string {
    return createHmac('sha256', config().AUTH_SECRET).update(`pin ${this.#text}`).digest('base64url');
  }

  isShorterThan(length: number): boolean {
    return this.#text.length < length;
  }
}

function kindOf(stored: string, pin: string, extension: string): PinKind {
  if (pin === '') return 'none';
  // On the phone a star leads away (vm_authenticate).
  if (stored.startsWith('*') || pin.startsWith('*')) return 'unusable';
  return pin.toLowerCase() === extension.toLowerCase() ? 'mailbox-number' : 'own';
}
