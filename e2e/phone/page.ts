import { vi } from 'vitest';
import { Account } from '#lib/imap/account.ts';
import type { Mailbox } from '#lib/mailbox/mailbox.ts';
import { openMailbox } from '#lib/mailbox/open.ts';
import { tidy } from '#lib/mailbox/tidy.ts';
import type { FolderSlug } from '#lib/voicemail/folder.ts';
import type { Status } from '#lib/voicemail/message.ts';
import type { MailboxSummary } from '#lib/voicemail/summary.ts';
import type { Names } from './phone.ts';

/** More than `TIDY_AFTER_MINUTES`. */
const QUIET_MS = 6 * 60_000;

/** What the owner does on the page, at the place where the page's requests arrive. */
export class Page {
  readonly #account: Account;
  readonly #names: Names;

  private constructor(account: Account, names: Names) {
    [this.#account, this.#names] = [account, names];
  }

  static async open(login: { user: string; password: string }, names: Names): Promise<Page> {
    return new Page(await Account.login({ ...login, clientAddress: '192.0.2.1' }), names);
  }

  /** Whose messages are shown in a folder, newest first. */
  async list(folder: FolderSlug): Promise<string[]> {
    return (await this.#rows(folder)).map(({ name }) => name);
  }

  /** @returns the codes of what failed */
  remove(...names: string[]): Promise<string[]> {
    return this.move(names, { to: 'deleted' });
  }

  async move(names: string[], { from = 'inbox', to }: { from?: FolderSlug; to: FolderSlug }): Promise<string[]> {
    return failures(await (await this.#open()).change({ ids: await this.#idsOf(names, from) }, { folder: to }));
  }

  async restore(...names: string[]): Promise<string[]> {
    return failures(await (await this.#open()).change({ ids: await this.#idsOf(names, 'deleted') }, { restore: true }));
  }

  async mark(names: string[], status: Status): Promise<string[]> {
    return failures(await (await this.#open()).change({ ids: await this.#idsOf(names, 'inbox') }, { status }));
  }

  /** Deletes for good from Deleted. */
  async purge(...names: string[]): Promise<string[]> {
    const ids = await this.#idsOf(names, 'deleted');
    return failures(await (await this.#open()).purge({ ids }, { isOverQuota: false }));
  }

  /** Deletes for good what Deleted has no room for. */
  async removeForGood(...names: string[]): Promise<string[]> {
    const ids = await this.#idsOf(names, 'inbox');
    return failures(await (await this.#open()).purge({ ids }, { isOverQuota: true }));
  }

  async summary(): Promise<MailboxSummary> {
    return (await this.#open()).summary();
  }

  /** The portal tidies up now. */
  async tidies(): Promise<void> {
    await tidy(this.#account);
  }

  /** The portal tidies up now, and once more after some minutes in which nobody touches the mailbox. */
  async laterTidies(): Promise<void> {
    await this.tidies();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + QUIET_MS });
    await this.tidies();
  }

  /** Anew for every request, as the routes do. */
  #open(): Promise<Mailbox> {
    return openMailbox(this.#account, `${this.#account.user}@default`);
  }

  async #rows(folder: FolderSlug): Promise<{ id: string; name: string }[]> {
    const { messages } = await (await this.#open()).messages({ folder, limit: 200 });
    return messages.map(({ id, caller }) => ({ id, name: this.#names.ofNumber(caller.number ?? '') }));
  }

  async #idsOf(names: string[], folder: FolderSlug): Promise<string[]> {
    const rows = await this.#rows(folder);
    return names.map((name) => {
      const row = rows.find((candidate) => candidate.name === name);
      if (!row) throw new Error(`The page shows no message of ${name} in ${folder}`);
      return row.id;
    });
  }
}

const failures = ({ failed }: { failed: { code: string }[] }): string[] => failed.map(({ code }) => code);
