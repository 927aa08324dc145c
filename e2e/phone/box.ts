import type { ImapFlow } from 'imapflow';
import { expect } from 'vitest';
import type { Mail } from '#test/builders.ts';
import { deliver } from '#test/deliver.ts';
import { imapClient } from '#test/imap-client.ts';
import type { MailServer } from '#test/mail-server.ts';
import type { Lamp, LampValue } from '#test/pbx/lamp.ts';
import type { Pbx, PbxCounts } from '#test/pbx.ts';
import { Page } from './page.ts';
import { Names, Phone } from './phone.ts';

interface Place {
  mailServer: MailServer;
  pbx: Pbx;
  extension: string;
  /** The extensions whose owner is in the phone's menu: what AMI would tell. */
  inSession: Set<string>;
  hasAmi: boolean;
}

const PASSWORD = 'secret';

/** One person's mailbox, seen from all sides. Messages go by the name of who left them. */
export class Box {
  readonly extension: string;
  readonly hasAmi: boolean;
  /** A mail client that is not ours. */
  readonly imap: ImapFlow;
  readonly page: Page;
  readonly #place: Place;
  readonly #names: Names;
  #lamp: Lamp | undefined;

  private constructor(place: Place, imap: ImapFlow, page: Page, names: Names) {
    [this.#place, this.imap, this.page, this.#names] = [place, imap, page, names];
    [this.extension, this.hasAmi] = [place.extension, place.hasAmi];
  }

  static async open(place: Place): Promise<Box> {
    const imap = await imapClient(place.mailServer, { name: place.extension, password: PASSWORD });
    const names = new Names();
    const page = await Page.open({ user: place.extension, password: PASSWORD }, names);
    return new Box(place, imap, page, names);
  }

  /** Each of them calls and leaves a message, one after the other. */
  async callers(...names: string[]): Promise<void> {
    for (const name of names) await this.caller(name);
  }

  /** @returns whether there was room for the message */
  async caller(name: string, how: { urgent?: boolean; sound?: string } = {}): Promise<boolean> {
    const before = await this.#idsIn('INBOX');
    await this.#place.pbx.callerLeaves(this.extension, { from: { name, number: this.#names.numberOf(name) }, ...how });
    const fresh = (await this.#idsIn('INBOX')).filter((id) => !before.includes(id));
    for (const id of fresh) this.#names.learn(name, id);
    return fresh.length > 0;
  }

  /** Ordinary mail arrives, to be called `name` like a message. */
  async mail(name: string, mail: Mail): Promise<void> {
    const before = await this.#idsIn('INBOX');
    await deliver(this.imap, mail);
    for (const id of (await this.#idsIn('INBOX')).filter((one) => !before.includes(one))) this.#names.learn(name, id);
  }

  /** The owner calls the voicemail menu. */
  phone(): Promise<Phone> {
    const { pbx, inSession } = this.#place;
    return Phone.pickUp({ pbx, inSession, extension: this.extension }, this.#names);
  }

  /** Whose messages are in a folder of the mail server, whatever flags they bear, in the order of their UIDs. */
  async stored(folder = 'INBOX'): Promise<string[]> {
    return (await this.#idsIn(folder)).map((id) => this.#names.ofMessage(id));
  }

  /** What is where, in the end: on the mail server and on the page alike. What is in none of them is gone. */
  async endsWith(folders: { inbox: string[]; deleted?: string[]; work?: string[]; family?: string[] }): Promise<void> {
    await this.page.laterTidies();
    for (const slug of ['inbox', 'deleted', 'work', 'family'] as const) {
      const expected = [...(folders[slug] ?? [])].sort();
      const folder = slug === 'inbox' ? 'INBOX' : `${slug.charAt(0).toUpperCase()}${slug.slice(1)}`;
      expect({ [folder]: (await this.stored(folder)).sort() }).toEqual({ [folder]: expected });
      expect({ [slug]: (await this.page.list(slug)).sort() }).toEqual({ [slug]: expected });
    }
  }

  counts(): Promise<PbxCounts> {
    return this.#place.pbx.counts(this.extension);
  }

  /** What the lamp must show once Asterisk has looked again, of which Asterisk 16 tells only those who watch already. */
  async lampShows(value: Omit<LampValue, 'atMs'>): Promise<void> {
    const { pbx } = this.#place;
    const lamp = this.#lamp ?? (await pbx.lamp(this.extension));
    this.#lamp = lamp;
    // Asterisk's own look at a new subscriber's mailbox and one that it is asked for get in each other's way.
    await expect.poll(() => pbx.refresh(this.extension).then(lamp.current)).toMatchObject(value);
  }

  async close(): Promise<void> {
    this.#place.inSession.delete(this.extension);
    this.imap.close();
    this.#lamp?.close();
  }

  async #idsIn(folder: string): Promise<string[]> {
    // A client that has the folder open already is told what is new only by a new SELECT.
    if (this.imap.mailbox) await this.imap.mailboxClose();
    const opened = await this.imap.mailboxOpen(folder, { readOnly: true }).catch(() => null);
    if (!opened || opened.exists === 0) return [];
    const all = await this.imap.fetchAll('1:*', { uid: true, envelope: true });
    return all.sort((a, b) => a.uid - b.uid).map(({ envelope }) => envelope?.messageId ?? '');
  }
}
