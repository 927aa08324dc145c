import 'server-only';
import { createHmac, randomBytes } from 'node:crypto';
import { once } from '#lib/platform/once.ts';
import { Secret } from '#lib/site/secret.ts';
import type { Credentials } from './connection.ts';
import { homeOfUser, type MailHome } from './mail-home.ts';
import { proveLogin } from './pool.ts';

/** What opens an account. */
export interface Login extends Pick<Credentials, 'user' | 'password' | 'clientAddress'> {
  authorizationId?: string | null;
  /** Where its mail lies; else the site's place for such a name. */
  home?: MailHome;
  /** Where the site signs in for somebody whom it has proven itself. */
  proof?: Proof | null;
}

/** Whom a sign-in has proven, and which mailboxes that lets them see. */
export interface Proof {
  /** What they go by: a mailbox's address, or what another identity provider calls them. */
  name: string;
  /** As messages are marked: `1001@default`. The first is shown first. `null`: whatever the account holds. */
  mailboxes: readonly string[] | null;
  /** Whether it was a PIN that proved it. */
  isByPin?: boolean;
}

/**
 * A login that the mail server accepted: holding one is the proof. Made by `login()`, and by `rejoin()`
 * from what the vault kept of an earlier login.
 */
export class Account {
  /** Whose mail it is, as the mail server knows them. */
  readonly user: string;
  /** Who signed in. */
  readonly name: string;
  /** The only mailboxes that this sign-in may see; `null`: whatever the account holds. */
  readonly mailboxes: readonly string[] | null;
  /** Whether they came by PIN: then `name` is their mailbox. */
  readonly isByPin: boolean;
  readonly home: MailHome;
  /**
   * The same for the same login and the same mailboxes as long as this process runs, and tells neither. Two people with one account are
   * two: what one has read, or ends by signing out, is not the other's.
   */
  readonly key: string;
  readonly clientAddress: string;
  readonly #login: { user: string; password: Secret; authorizationId: string | null };

  private constructor({ user, password, clientAddress, authorizationId = null, home, proof = null }: Login) {
    this.user = authorizationId ?? user;
    this.name = proof?.name ?? user;
    this.mailboxes = proof?.mailboxes ?? null;
    this.isByPin = proof?.isByPin ?? false;
    this.home = home ?? homeOfUser(this.user);
    this.clientAddress = clientAddress;
    this.#login = { user, password: new Secret(password), authorizationId };
    const { host, port, folders } = this.home;
    const parts = [user, password, authorizationId, host, port, folders.inbox, folders.parent, this.mailboxes];
    const secret = once('account-key', () => randomBytes(32));
    this.key = createHmac('sha256', secret).update(JSON.stringify(parts)).digest('base64url');
  }

  /**
   * Proves a login at the mail server, whose connection is kept for what follows.
   * @throws {VoicemailError} credentials-rejected, mailbox-busy, mail-server-unreachable, mail-server-misbehaved; site-misconfigured
   */
  static async login(login: Login): Promise<Account> {
    const account = new Account(login);
    await proveLogin(account, 'Cannot sign in');
    return account;
  }

  /** An account whose login was proven before; only the vault can know the password, or the site. */
  static rejoin(login: Login): Account {
    return new Account(login);
  }

  /** Hands the login to the one who connects, and keeps no copy elsewhere. */
  withCredentials<T>(use: (credentials: Credentials) => T): T {
    const { user, password, authorizationId } = this.#login;
    const { clientAddress, home, mailboxes } = this;
    const isOfSite = mailboxes !== null;
    return use({ user, password: password.reveal(), authorizationId, clientAddress, home, isOfSite });
  }
}

/** Which account on which server: the same in every process. */
export function accountName({ user, home }: Account): string {
  return `${user}@${home.host}:${home.port}`;
}
