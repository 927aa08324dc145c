import 'server-only';
import { createHmac, randomBytes } from 'node:crypto';
import { config } from '#lib/platform/config.ts';
import { once } from '#lib/platform/once.ts';
import type { Credentials } from './connection.ts';
import { proveLogin } from './pool.ts';

/**
 * A name and password that the mail server accepted: holding one is the proof. Made by `login()`, and by `rejoin()`
 * from what the vault kept of an earlier login.
 */
export class Account {
  readonly user: string;
  /** The same for the same name and password as long as this process runs, and tells neither. */
  readonly key: string;
  readonly clientAddress: string;
  readonly #password: string;

  private constructor({ user, password, clientAddress }: Credentials) {
    this.user = user;
    this.clientAddress = clientAddress;
    this.#password = password;
    const secret = once('account-key', () => randomBytes(32));
    this.key = createHmac('sha256', secret).update(`${user}\0${password}`).digest('base64url');
  }

  /**
   * Proves a name and password by an IMAP login, whose connection is kept for what follows.
   * @throws {VoicemailError} credentials-rejected, mailbox-busy, mail-server-unreachable, mail-server-misbehaved
   */
  static async login(credentials: Credentials): Promise<Account> {
    const account = new Account(credentials);
    await proveLogin(account, 'Cannot sign in');
    return account;
  }

  /** An account whose login was proven before; only the vault can know the password. */
  static rejoin(credentials: Credentials): Account {
    return new Account(credentials);
  }

  /** Hands name and password to the one who connects or seals, and keeps no copy elsewhere. */
  withCredentials<T>(use: (credentials: Credentials) => T): T {
    return use({ user: this.user, password: this.#password, clientAddress: this.clientAddress });
  }
}

/** Which account on which server: the same in every process. */
export function accountName({ user }: Account): string {
  const { IMAP_HOST, IMAP_PORT } = config();
  return `${user}@${IMAP_HOST}:${IMAP_PORT}`;
}
