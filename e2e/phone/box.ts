import { setTimeout as pause } from 'node:timers/promises';
import { expect, type Page as Tab } from '@playwright/test';
import type { ImapFlow } from 'imapflow';
import { folderName } from '#lib/voicemail/folder.ts';
import type { Mail } from '#test/builders.ts';
import { deliver } from '#test/deliver.ts';
import { imapClient } from '#test/imap-client.ts';
import type { Lamp, LampValue } from '#test/pbx/lamp.ts';
import type { Pbx, PbxCounts } from '#test/pbx.ts';
import { PASSWORD, TIDY_AFTER_SECONDS } from './bench.ts';
import { Page } from './page.ts';
import { Names, Phone } from './phone.ts';

/** The portal looks a second after the time has come. */
const TIDY_SLACK_SECONDS = 2;
const FOLDERS = ['inbox', 'deleted', 'work', 'family'] as const;

/** Whose messages are where. */
type Folders = Partial<Record<(typeof FOLDERS)[number], string[]>>;

interface Place {
  mailServer: { host: string; port: number };
  pbx: Pbx;
  extension: string;
  hasAmi: boolean;
  tab: Tab;
}

/** One person's mailbox, seen from all sides. Messages go by the name of who left them. */
export class Box {
  readonly extension: string;
  /** Whether the portal is connected to Asterisk's manager interface. */
  readonly hasAmi: boolean;
  readonly page: Page;
  /** A mail client that is not ours. */
  readonly imap: ImapFlow;
  readonly pbx: Pbx;
  #lamp: Lamp;
  readonly #names = new Names();

  /** Another client of the same mail account. */
  readonly mailClient: () => Promise<ImapFlow>;

  private constructor({ extension, hasAmi, pbx, tab, mailServer }: Place, imap: ImapFlow, lamp: Lamp) {
    [this.extension, this.hasAmi, this.pbx, this.imap] = [extension, hasAmi, pbx, imap];
    [this.page, this.#lamp] = [new Page(tab), lamp];
    this.mailClient = () => imapClient(mailServer, { name: extension, password: PASSWORD });
  }

  static async open(place: Place): Promise<Box> {
    const { mailServer, pbx, extension } = place;
    const imap = await imapClient(mailServer, { name: extension, password: PASSWORD });
    return new Box(place, imap, await pbx.lamp(extension));
  }

  /** The page is open from here on. */
  signIn(): Promise<void> {
    return this.page.portal.open({ name: this.extension, password: PASSWORD });
  }

  /** Each of them calls and leaves a message, one after the other; there must be room. */
  async callers(...names: string[]): Promise<void> {
    for (const name of names) expect(await this.caller(name), `${name} leaves a message`).toBe(true);
  }

  /** @returns whether there was room for the message */
  async caller(name: string, how: { urgent?: boolean; sound?: string } = {}): Promise<boolean> {
    const before = await this.#idsIn('INBOX');
    await this.pbx.callerLeaves(this.extension, { from: { name, number: this.#names.numberOf(name) }, ...how });
    const fresh = (await this.#idsIn('INBOX')).filter((id) => !before.includes(id));
    for (const id of fresh) this.#names.learn(name, id);
    return fresh.length > 0;
  }

  /** The number that a caller calls from. */
  numberOf(name: string): string {
    return this.#names.numberOf(name);
  }

  /** Ordinary mail arrives, to be called `name` like a message. */
  async mail(name: string, mail: Mail): Promise<void> {
    const before = await this.#idsIn('INBOX');
    await deliver(this.imap, mail);
    for (const id of (await this.#idsIn('INBOX')).filter((one) => !before.includes(one))) this.#names.learn(name, id);
  }

  /** The owner calls the voicemail menu. */
  async phone(): Promise<Phone> {
    return new Phone(await this.pbx.owner(this.extension), this.#names);
  }

  /** Whose messages are in a folder of the mail server, whatever flags they bear, in the order of their UIDs. */
  async stored(folder = 'INBOX'): Promise<string[]> {
    return (await this.#idsIn(folder)).map((id) => this.#names.ofMessage(id));
  }

  /** Waits as long as the portal lets a folder be quiet before it takes out what was hidden. */
  quietMinutes(): Promise<void> {
    return pause((TIDY_AFTER_SECONDS + TIDY_SLACK_SECONDS) * 1000);
  }

  /** Waits until the portal has taken messages out of INBOX on the mail server, too. */
  async leave(...names: string[]): Promise<void> {
    const left = async () => (await this.stored()).filter((name) => names.includes(name));
    await expect.poll(left, { message: 'still in INBOX', timeout: 60_000 }).toEqual([]);
  }

  /** What is where, in the end: on the mail server and on the page alike. What is in none of them is gone. */
  async endsWith(folders: Folders): Promise<void> {
    await this.keeps(folders);
    await this.agreesOn(await this.counts());
  }

  /** The same, whatever the lamp shows. */
  async keeps(folders: Folders): Promise<void> {
    for (const slug of FOLDERS) {
      const expected = [...(folders[slug] ?? [])].sort();
      const folder = slug === 'inbox' ? 'INBOX' : folderName(slug);
      // Without word from Asterisk what was hidden is taken out after some quiet.
      await expect.poll(() => sorted(this.stored(folder)), { message: folder, timeout: 60_000 }).toEqual(expected);
      await expect.poll(() => sorted(this.page.list(slug)), { message: `${folder}, page` }).toEqual(expected);
    }
    await this.pageCounts(await this.counts());
  }

  counts(): Promise<PbxCounts> {
    return this.pbx.counts(this.extension);
  }

  async pageCounts(counts: PbxCounts): Promise<void> {
    await expect.poll(() => this.page.counts(), 'what the page counts').toEqual(counts);
  }

  /** The phone counts so many, the lamp tells so, and the page agrees with both. */
  async agreesOn(counts: PbxCounts): Promise<void> {
    await expect.poll(() => this.counts(), 'what the phone counts').toEqual(counts);
    await this.pageCounts(counts);
    const unheard = counts.new + counts.urgent;
    await this.lampShows({ isOn: unheard > 0, new: unheard, old: counts.old });
    // The portal comes back to an Asterisk after 30 s at the latest.
    const patience = { message: 'what the page says of the lamp', timeout: 45_000 };
    await expect.poll(() => this.page.lamp(), patience).toBe(this.#lampLine(counts));
  }

  /** Without word from Asterisk the page says what the lamp should do. */
  #lampLine({ new: isNew, urgent }: PbxCounts): string {
    const unheard = isNew + urgent;
    const counted = unheard > 0 ? `${unheard} new${urgent > 0 ? `, ${urgent} urgent` : ''}` : 'nothing new';
    return `Lamp ${this.hasAmi ? '' : 'should be '}${unheard > 0 ? 'on' : 'off'}: ${counted}`;
  }

  /** Waits until the lamp shows that, by itself. Without AMI it is Asterisk's alone, and may stay wrong. */
  async lampShows(value: Omit<LampValue, 'atMs'>): Promise<void> {
    if (this.hasAmi) await expect.poll(() => this.#lamp.current(), 'the lamp').toMatchObject(value);
  }

  /** Every call is cut off; the phone subscribes to its lamp anew. */
  async asteriskRestarts(): Promise<void> {
    await this.pbx.restart();
    this.#lamp.close();
    this.#lamp = await this.pbx.lamp(this.extension);
  }

  /** What the lamp shows now. */
  lamp(): LampValue {
    return this.#lamp.current();
  }

  /** The next time that the lamp is told something. */
  lampIsTold(): Promise<LampValue> {
    return this.#lamp.next();
  }

  close(): void {
    this.imap.close();
    this.#lamp.close();
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

const sorted = async (names: Promise<string[]>): Promise<string[]> => (await names).sort();
