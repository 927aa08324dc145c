import 'server-only';
import { describeCause, log } from '#lib/platform/log.ts';
import { addressText, type MailboxAddress, parseAddress } from '#lib/voicemail/address.ts';
import type { AmiLink, LinkTrouble } from './ami-link.ts';

/** What Asterisk counts: `MailboxCount` is a live search of its own. Urgent messages are not among the new ones. */
export interface PhoneCounts {
  new: number;
  old: number;
  urgent: number;
}

const DEBOUNCE_MS = 50;

/** Asks every Asterisk to look again, one mailbox after another, and never more often than it helps. */
export class Lamps {
  readonly #links: AmiLink[];
  readonly #due = new Map<string, { mailboxes: Set<string>; timer: NodeJS.Timeout }>();
  #queue: Promise<unknown> = Promise.resolve();

  constructor(links: AmiLink[]) {
    this.#links = links;
  }

  /** Soon has Asterisk look at these mailboxes, which share an account. Never fails and never waits. */
  refreshSoon(accountName: string, mailboxes: MailboxAddress[]): void {
    const due = this.#due.get(accountName);
    for (const mailbox of mailboxes) due?.mailboxes.add(addressText(mailbox));
    if (due) return;
    const timer = setTimeout(() => this.#flush(accountName), DEBOUNCE_MS);
    this.#due.set(accountName, { mailboxes: new Set(mailboxes.map(addressText)), timer });
  }

  /** Has Asterisk look now. @returns whether every one of them did */
  async refresh(mailboxes: MailboxAddress[]): Promise<boolean> {
    const work = this.#queue.then(() => this.#refreshAll(mailboxes));
    // One at a time: a refresh, a poll and a new message share one stream in Asterisk (its issue 2163).
    this.#queue = work.catch(() => undefined);
    return work;
  }

  /** @returns `null` when no Asterisk says */
  async counts(mailbox: MailboxAddress): Promise<PhoneCounts | null> {
    for (const link of this.#links.filter(({ trouble }) => trouble === null)) {
      const counts = await countsFrom(link, mailbox);
      if (counts) return counts;
    }
    return null;
  }

  /** Why nobody can be asked; `null` when somebody can. */
  get trouble(): LinkTrouble | null {
    const troubles = this.#links.map(({ trouble }) => trouble);
    return troubles.find((trouble) => trouble !== null) ?? null;
  }

  #flush(accountName: string): void {
    const due = this.#due.get(accountName);
    this.#due.delete(accountName);
    const mailboxes = [...(due?.mailboxes ?? [])].flatMap((text) => parseAddress(text) ?? []);
    void this.refresh(mailboxes);
  }

  async #refreshAll(mailboxes: MailboxAddress[]): Promise<boolean> {
    const results: boolean[] = [];
    for (const mailbox of mailboxes) {
      for (const link of this.#links) results.push(await refreshAt(link, mailbox));
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
