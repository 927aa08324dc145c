import 'server-only';
import { LRUCache } from 'lru-cache';
import { describeCause, log } from '#lib/platform/log.ts';
import { addressText, type MailboxAddress } from '#lib/voicemail/address.ts';
import { AmiRefusal } from './ami-connection.ts';
import type { AmiLink } from './ami-link.ts';
import type { AmiMessage } from './ami-text.ts';

/** What Asterisk counts: `MailboxCount` is a live search of its own. Urgent messages are not among the new ones. */
export interface PhoneCounts {
  new: number;
  old: number;
  urgent: number;
}

/** Between two refreshes of one account: the first goes at once, and what comes meanwhile goes together. */
const GATHER_MS = 200;

/** How long a count may be believed that says what the mail server says. */
const GOOD_FOR_MS = 20_000;
const MAX_MAILBOXES = 10_000;
/** When what an Asterisk did not hear of is tried again, unless one comes back before. */
const RETRY_MS = 15_000;

/** `missed`: it was away, fell silent, or had the owner in its menu, and may do it another time. */
type Refreshed = 'done' | 'refused' | 'missed';

interface Due {
  mailboxes: Map<string, MailboxAddress>;
  timer: NodeJS.Timeout;
}

/** Has every Asterisk look again, one mailbox after another, and never more often than it helps. */
export class Lamps {
  readonly #links: readonly AmiLink[];
  readonly #due = new Map<string, Due>();
  readonly #counted = new LRUCache<string, PhoneCounts>({ max: MAX_MAILBOXES, ttl: GOOD_FOR_MS });
  readonly #told = new LRUCache<string, number>({ max: MAX_MAILBOXES });
  /** Each with all mailboxes that were to be looked into with it. */
  readonly #missed = new LRUCache<string, MailboxAddress[]>({ max: MAX_MAILBOXES });
  readonly #waiting = new Map<string, Promise<unknown>>();
  #queue: Promise<unknown> = Promise.resolve();
  #retry: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(links: readonly AmiLink[]) {
    this.#links = links;
  }

  /** Soon has Asterisk look at these mailboxes, which share an account. Never fails and never waits. */
  refreshSoon(accountName: string, mailboxes: MailboxAddress[]): void {
    const due = this.#due.get(accountName);
    if (due) {
      for (const mailbox of mailboxes) due.mailboxes.set(addressText(mailbox), mailbox);
      return;
    }
    this.#due.set(accountName, { mailboxes: new Map(), timer: setTimeout(() => this.#flush(accountName), GATHER_MS) });
    void this.refresh(mailboxes);
  }

  /** Has Asterisk look now. @returns whether every one of them did */
  refresh(mailboxes: MailboxAddress[]): Promise<boolean> {
    return this.#inTurn(`refresh ${mailboxes.map(addressText).join(' ')}`, () => this.#refreshAll(mailboxes));
  }

  /** Has those that were away look at what they missed, until one misses it again. */
  async catchUp(): Promise<void> {
    for (const [key, mailboxes] of [...this.#missed.entries()].reverse()) {
      if (!this.#missed.has(key) || this.isInUse(mailboxes)) continue;
      await this.refresh(mailboxes);
      if (this.#missed.has(key)) break;
    }
    this.#retryLater();
  }

  /**
   * Whether an owner of one of these mailboxes, which share an account, is in the menu. Then Asterisk must not be made
   * to look: it would do so on the session's own connection, which is not made for two (app_voicemail.c __messagecount finds
   * it by the name of the account).
   */
  isInUse(mailboxes: readonly MailboxAddress[]): boolean {
    return mailboxes.some((mailbox) => this.#links.some((link) => link.isInMenu(mailbox)));
  }

  /**
   * @param sharers all mailboxes of its account
   * @returns `null` when no Asterisk says
   */
  counts(mailbox: MailboxAddress, sharers: readonly MailboxAddress[]): Promise<PhoneCounts | null> {
    return this.#inTurn(`count ${addressText(mailbox)}`, () => this.#countsNow(mailbox, sharers));
  }

  /** One that does not know the mailbox says 0, as if it were empty: who counts most is believed. */
  async #countsNow(mailbox: MailboxAddress, sharers: readonly MailboxAddress[]): Promise<PhoneCounts | null> {
    if (this.isInUse(sharers)) return null;
    const all = await Promise.all(this.#links.map((link) => (link.isUp ? countsFrom(link, mailbox) : null)));
    const counts = all.filter((one) => one !== null).sort((a, b) => totalOf(b) - totalOf(a))[0] ?? null;
    if (counts) this.#counted.set(addressText(mailbox), counts);
    return counts;
  }

  /** What was counted last, a while ago at most: an answer that came too late for who asked serves the next one. */
  countedOf(mailbox: MailboxAddress): PhoneCounts | undefined {
    return this.#counted.get(addressText(mailbox));
  }

  /** The phones were told of so many new messages. */
  hear(message: AmiMessage): void {
    const count = Number(message.get('new') ?? Number.NaN);
    if (message.get('event') === 'MessageWaiting' && count >= 0) this.#told.set(message.get('mailbox') ?? '', count);
  }

  /** How many new messages the phones were told of last; `undefined` where we heard of none. */
  toldOf(mailbox: MailboxAddress): number | undefined {
    return this.#told.get(addressText(mailbox));
  }

  /** What was said before an Asterisk went may not be so any more. */
  forgetTold(): void {
    this.#told.clear();
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#retry);
    for (const { timer } of this.#due.values()) clearTimeout(timer);
    this.#due.clear();
  }

  #flush(accountName: string): void {
    const mailboxes = [...(this.#due.get(accountName)?.mailboxes.values() ?? [])];
    this.#due.delete(accountName);
    if (mailboxes.length > 0) this.refreshSoon(accountName, mailboxes);
  }

  /** One at a time, counting too: a refresh, a poll and a new message share one stream in Asterisk (its issue 2163). */
  #inTurn<T>(what: string, work: () => Promise<T>): Promise<T> {
    // What has not begun yet does for all: a slow Asterisk must not have ever more waiting for it.
    const joined = this.#waiting.get(what) as Promise<T> | undefined;
    if (joined !== undefined) return joined;
    const turn = this.#queue.then(() => {
      this.#waiting.delete(what);
      return work();
    });
    this.#waiting.set(what, turn);
    this.#queue = turn;
    return turn;
  }

  /**
   * Not while one is in use: Asterisk also tells the lamp only what it did not tell at its last look, and at the end of a
   * session tells what was at its beginning (app_voicemail.c poll_subscribed_mailbox, vm_execmain). A look meanwhile
   * would make that stay. The end of the session asks for one.
   */
  async #refreshAll(mailboxes: MailboxAddress[]): Promise<boolean> {
    const results: Refreshed[] = [];
    for (const mailbox of mailboxes) {
      this.#counted.delete(addressText(mailbox));
      const look = (link: AmiLink): Refreshed | Promise<Refreshed> =>
        link.isUp && !this.isInUse(mailboxes) ? refreshAt(link, mailbox) : 'missed';
      const said = await Promise.all(this.#links.map(look));
      if (said.includes('missed')) this.#missed.set(addressText(mailbox), mailboxes);
      else this.#missed.delete(addressText(mailbox));
      results.push(...said);
    }
    this.#retryLater();
    return results.every((result) => result === 'done');
  }

  /** Without a poll nothing else would ever make that lamp right. */
  #retryLater(): void {
    if (this.#missed.size === 0 || this.#isClosed) return;
    this.#retry ??= setTimeout(() => {
      this.#retry = undefined;
      void this.catchUp();
    }, RETRY_MS).unref();
  }
}

const totalOf = (counts: PhoneCounts) => counts.new + counts.old + counts.urgent;

async function refreshAt(link: AmiLink, { extension, context }: MailboxAddress): Promise<Refreshed> {
  try {
    await link.ask('VoicemailRefresh', { Mailbox: extension, Context: context });
    return 'done';
  } catch (error) {
    log().warn({ cause: describeCause(error) }, 'Asterisk did not refresh the lamp');
    return error instanceof AmiRefusal ? 'refused' : 'missed';
  }
}

async function countsFrom(link: AmiLink, mailbox: MailboxAddress): Promise<PhoneCounts | null> {
  try {
    const reply = await link.ask('MailboxCount', { Mailbox: addressText(mailbox) });
    const number = (name: string) => Number(reply.get(name) ?? Number.NaN);
    const counts = { new: number('newmessages'), old: number('oldmessages'), urgent: number('urgmessages') };
    // Some versions say -1 while the mail server is down (its issue 64).
    return Object.values(counts).every((count) => count >= 0) ? counts : null;
  } catch (error) {
    log().warn({ cause: describeCause(error) }, 'Asterisk did not count');
    return null;
  }
}
