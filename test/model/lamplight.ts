import { Account } from '#lib/imap/account.ts';
import { ledgerOf } from '#lib/imap/ledger.ts';
import { keywordsOf } from '#lib/imap/marks.ts';
import { closeConnection } from '#lib/imap/pool.ts';
import { Mailbox } from '#lib/mailbox/mailbox.ts';
import { openMailbox } from '#lib/mailbox/open.ts';
import { tidy } from '#lib/mailbox/tidy.ts';
import { once } from '#lib/platform/once.ts';
import { parseAddress } from '#lib/voicemail/address.ts';
import type { Portal } from './portal.ts';

/** What outlives a restart, because it comes from outside: the settings, and what Asterisk says. */
const KEPT = ['lamplight.config', 'lamplight.phone-sessions'];

/** Lamplight itself, as its routes use it, but for the timer that tidies: here tidying is a step like any other. */
export class Lamplight implements Portal {
  readonly #account: Account;
  #isOpened = false;

  constructor({ user, password }: { user: string; password: string }) {
    this.#account = Account.rejoin({ user, password, clientAddress: '192.0.2.1' });
  }

  summary(mailbox: string) {
    return this.#with(mailbox, (opened) => opened.summary());
  }

  list(mailbox: string, search: Parameters<Portal['list']>[1]) {
    return this.#with(mailbox, (opened) => opened.messages({ ...search, limit: 200 }));
  }

  change(...[mailbox, selection, wish]: Parameters<Portal['change']>) {
    return this.#with(mailbox, (opened) => opened.change(selection, wish));
  }

  purge(...[mailbox, selection]: Parameters<Portal['purge']>) {
    return this.#with(mailbox, (opened) => opened.purge(selection, { isOverQuota: false }));
  }

  async tidy(isQuiet: boolean) {
    setting('TIDY_AFTER_MINUTES', isQuiet ? '0' : undefined);
    await tidy(this.#account).finally(() => setting('TIDY_AFTER_MINUTES', undefined));
  }

  async notes() {
    const { marks } = await ledgerOf(this.#account);
    return new Map(
      Object.entries(marks).map(([key, noted]) => [key, keywordsOf(noted).map((name) => name.toLowerCase())]),
    );
  }

  restart() {
    stopTimers();
    closeConnection(this.#account);
    this.#isOpened = false;
    for (const symbol of Object.getOwnPropertySymbols(globalThis)) {
      const name = symbol.description ?? '';
      if (name.startsWith('lamplight.') && !KEPT.includes(name)) Reflect.deleteProperty(globalThis, symbol);
    }
  }

  async #with<T>(mailbox: string, use: (opened: Mailbox) => Promise<T>): Promise<T> {
    const address = parseAddress(mailbox);
    if (!address) throw new Error(`${mailbox} is no mailbox`);
    // As every request does: so the account's mailboxes are known. Which of them has lost all its messages does not matter.
    if (!this.#isOpened) await openMailbox(this.#account, undefined);
    this.#isOpened = true;
    try {
      return await use(new Mailbox(this.#account, address));
    } finally {
      stopTimers();
    }
  }
}

function setting(name: string, value: string | undefined): void {
  if (value === undefined) Reflect.deleteProperty(process.env, name);
  else process.env[name] = value;
  Reflect.deleteProperty(globalThis, Symbol.for('lamplight.config'));
}

/** The entries stay, so that no other timer is set. */
function stopTimers(): void {
  for (const timer of once('tidy-timers', () => new Map<string, NodeJS.Timeout>()).values()) clearTimeout(timer);
}
