import 'server-only';
import { LRUCache } from 'lru-cache';
import { describeCause, log } from '#lib/platform/log.ts';
import { addressText, type MailboxAddress } from '#lib/voicemail/address.ts';
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
  #queue: Promise<unknown> = Promise.resolve();

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
    const work = this.#queue.then(() => this.#refreshAll(mailboxes));
    // One at a time, counting too: a refresh, a poll and a new message share one stream in Asterisk (its issue 2163).
    this.#queue = work;
    return work;
  }

  /** @returns `null` when no Asterisk says */
  counts(mailbox: MailboxAddress): Promise<PhoneCounts | null> {
    const work = this.#queue.then(() => this.#countsNow(mailbox));
    this.#queue = work;
    return work;
  }

  /** One that does not know the mailbox says 0, as if it were empty: who counts most is believed. */
  async #countsNow(mailbox: MailboxAddress): Promise<PhoneCounts | null> {
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
    for (const { timer } of this.#due.values()) clearTimeout(timer);
    this.#due.clear();
  }

  #flush(accountName: string): void {
    const mailboxes = [...(this.#due.get(accountName)?.mailboxes.values() ?? [])];
    this.#due.delete(accountName);
    if (mailboxes.length > 0) this.refreshSoon(accountName, mailboxes);
  }

  /**
   * Not where the owner is in the menu: Asterisk tells the lamp only what it did not tell at its last look, and at the
   * end of a session tells what was at its beginning (app_voicemail.c poll_subscribed_mailbox, vm_execmain). A look
   * meanwhile would make that stay. The end of the session asks for one.
   */
  async #refreshAll(mailboxes: MailboxAddress[]): Promise<boolean> {
    const results: boolean[] = [];
    for (const mailbox of mailboxes) {
      this.#counted.delete(addressText(mailbox));
      const look = (link: AmiLink) => link.isUp && (link.isInMenu(mailbox) || refreshAt(link, mailbox));
      results.push(...(await Promise.all(this.#links.map(look))));
    }
    return results.every(Boolean);
  }
}

const totalOf = (counts: PhoneCounts) => counts.new + counts.old + counts.urgent;

async function refreshAt(link: AmiLink, { extension, context }: MailboxAddress): Promise<boolean> {
  try {
    await link.ask('VoicemailRefresh', { Mailbox: extension, Context: context });
    return true;
  } catch (error) {
    log().warn({ cause: describeCause(error) }, 'Asterisk did not refresh the lamp');
    return false;
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
