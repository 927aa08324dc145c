import { Account } from '#lib/imap/account.ts';
import { closeConnection } from '#lib/imap/pool.ts';
import { Mailbox } from '#lib/mailbox/mailbox.ts';
import { parseAddress } from '#lib/voicemail/address.ts';
import type { Portal } from './portal.ts';

/** What outlives a restart: the settings, which come from outside. */
const KEPT = ['lamplight.config'];

/** Lamplight itself, as its routes use it. */
export class Lamplight implements Portal {
  readonly #account: Account;

  constructor({ user, password }: { user: string; password: string }) {
    this.#account = Account.rejoin({ user, password, clientAddress: '192.0.2.1' });
  }

  summary(mailbox: string) {
    return this.#open(mailbox).summary();
  }

  list(mailbox: string, search: Parameters<Portal['list']>[1]) {
    return this.#open(mailbox).messages({ ...search, limit: 200 });
  }

  async change(...[mailbox, selection, wish]: Parameters<Portal['change']>) {
    return this.#open(mailbox).change(selection, wish);
  }

  purge(...[mailbox, selection]: Parameters<Portal['purge']>) {
    return this.#open(mailbox).purge(selection, { isOverQuota: false });
  }

  async tidy(_mailbox: string) {}

  restart() {
    closeConnection(this.#account);
    const slots = Object.getOwnPropertySymbols(globalThis).map((symbol) => [symbol, symbol.description ?? ''] as const);
    for (const [symbol, name] of slots) {
      if (name.startsWith('lamplight.') && !KEPT.includes(name)) Reflect.deleteProperty(globalThis, symbol);
    }
  }

  #open(mailbox: string): Mailbox {
    const address = parseAddress(mailbox);
    if (!address) throw new Error(`${mailbox} is no mailbox`);
    return new Mailbox(this.#account, address);
  }
}
