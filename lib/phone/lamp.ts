import 'server-only';
import { describeCause, log } from '#lib/platform/log.ts';
import { addressText, type MailboxAddress } from '#lib/voicemail/address.ts';
import type { AmiLink } from './ami-link.ts';

/** What Asterisk counts: `MailboxCount` is a live search of its own. Urgent messages are not among the new ones. */
export interface PhoneCounts {
  new: number;
  old: number;
  urgent: number;
}

/** Between two refreshes of one account: the first goes at once, and what comes meanwhile goes together. */
const GATHER_MS = 200;

interface Due {
  mailboxes: Map<string, MailboxAddress>;
  timer: NodeJS.Timeout;
}

/** Has every Asterisk look again, one mailbox after another, and never more often than it helps. */
export class Lamps {
  readonly #links: readonly AmiLink[];
  readonly #due = new Map<string, Due>();
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

  async #countsNow(mailbox: MailboxAddress): Promise<PhoneCounts | null> {
    for (const link of this.#links) {
      const counts = link.isUp ? await countsFrom(link, mailbox) : null;
      if (counts) return counts;
    }
    return null;
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

  async #refreshAll(mailboxes: MailboxAddress[]): Promise<boolean> {
    const results: boolean[] = [];
    for (const mailbox of mailboxes) {
      for (const link of this.#links) results.push(link.isUp && (await refreshAt(link, mailbox)));
    }
    return results.every(Boolean);
  }
}

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
    return Object.values(counts).every(Number.isInteger) ? counts : null;
  } catch (error) {
    log().warn({ cause: describeCause(error) }, 'Asterisk did not count');
    return null;
  }
}
