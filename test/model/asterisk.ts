import { headersIn, PEEK } from './look.ts';
import { hitsOf, type Wire } from './wire.ts';

// What app_voicemail sends, command for command, by sequence number, as c-client does it.

/** Which messages the phone's menu offers: boxes 11, 0 and 1, or a folder by its path. */
export type Box = 'urgent' | 'new' | 'old' | { path: string };

/** Whose voicemail a caller leaves or an owner hears. */
export interface PhoneUser {
  extension: string;
  context: string;
}

/** The inbox searches, in literal order (app_voicemail.c __messagecount, open_mailbox). */
export const CRITERIA = {
  new: 'UNDELETED UNFLAGGED UNSEEN',
  urgent: 'UNDELETED FLAGGED UNSEEN',
  old: 'UNDELETED SEEN',
};

/** What the phone searches for: HEADER matches any part of the value. */
export function search(criteria: string, { extension, context }: PhoneUser): string {
  return `${criteria} HEADER X-Asterisk-VM-Extension ${extension} HEADER X-Asterisk-VM-Context ${context}`;
}

/** What one key press was for, and what it hit. */
export interface Press {
  key: 'play' | 'save' | 'new' | 'delete';
  path: string;
  /** The message that stood at this number when the folder was opened. */
  meant: string;
  /** The message that the server took the number for; `null` for none. */
  hit: { name: string; uid: number } | null;
}

/** app_voicemail.c init_mailstream on a stream that is open already (c-client mail_open): NOOP, SELECT, STATUS. */
async function reopen(wire: Wire, path: string): Promise<void> {
  await wire.tryAll('NOOP');
  const [selected] = await wire.tryAll(`SELECT "${path}"`);
  const [status] = await wire.tryAll(`STATUS "${path}" (UIDNEXT)`);
  if (status?.status !== 'OK') await wire.tryAll(`CREATE "${path}"`);
  if (selected?.status !== 'OK') await wire.tryAll(`SELECT "${path}"`);
}

/**
 * app_voicemail.c leave_voicemail: the limit first, then APPEND, then EXPUNGE of the whole inbox (`expungeonhangup`).
 * @returns whether the message was taken
 */
export async function leaveMessage(
  wire: Wire,
  inbox: string,
  { user, raw, urgent, maxMessages }: { user: PhoneUser; raw: Buffer; urgent: boolean; maxMessages: number },
): Promise<boolean> {
  await reopen(wire, inbox);
  let count = 0;
  for (const criteria of Object.values(CRITERIA)) {
    count += hitsOf(await wire.ask(`SEARCH ${search(criteria, user)}`)).length;
  }
  if (count >= maxMessages) return false;
  await wire.append(inbox, urgent ? ['\\Flagged'] : [], raw);
  await wire.ask('EXPUNGE');
  return true;
}

interface Place {
  number: number;
  meant: string;
  isDeleted: boolean;
}

/** An owner in the phone's menu (vm_execmain). Its list of numbers is made when a box is opened, and never repaired. */
export class PhoneSession {
  path: string;
  places: Place[] = [];
  #hasDeleted = false;

  constructor(
    readonly wire: Wire,
    readonly inbox: string,
    readonly user: PhoneUser,
  ) {
    this.path = inbox;
  }

  /** Old, new and urgent are counted before anything is played; the list is that of the box opened last. */
  async begin(box: Box): Promise<void> {
    for (const count of ['old', 'new', 'urgent'] as const) await this.#open(count);
    if (box !== 'urgent') await this.#open(box);
  }

  /** Folder change: first the deletions of the folder that is left (close_mailbox). */
  async change(box: Box): Promise<Press[]> {
    const presses = await this.#close();
    await this.#open(box);
    return presses;
  }

  /** play_message, imap_retrieve_file: reopens the folder; fetching the sound sets `\Seen`. */
  async play(place: Place): Promise<Press> {
    await reopen(this.wire, this.path);
    const press = await this.#press('play', place);
    await this.wire.tryAll(`FETCH ${place.number} BODYSTRUCTURE`, `FETCH ${place.number} BODY[2]`);
    return press;
  }

  /** save_to_folder, which copies: "move" is left out of IMAP builds. */
  async save(place: Place, path: string): Promise<Press> {
    const [status] = await this.wire.tryAll(`STATUS "${path}" (UIDNEXT)`);
    if (status?.status !== 'OK') await this.wire.tryAll(`CREATE "${path}"`);
    const press = await this.#press('save', place);
    await this.wire.tryAll(`COPY ${place.number} "${path}"`);
    return press;
  }

  /** save_to_folder to New: from another folder a copy goes to the inbox, too. */
  async saveAsNew(place: Place): Promise<Press> {
    const press = await this.#press('new', place);
    await this.wire.tryAll(`STORE ${place.number} -FLAGS (\\Seen)`);
    if (this.path !== this.inbox) await this.wire.tryAll(`COPY ${place.number} "${this.inbox}"`);
    return press;
  }

  /** Key 7, pressed again to take it back: remembers, and no more. */
  setDeleted(place: Place, isDeleted: boolean): void {
    place.isDeleted = isDeleted;
  }

  /** close_mailbox, then vm_execmain's own EXPUNGE when anything was deleted. */
  async hangUp(): Promise<Press[]> {
    const presses = await this.#close();
    if (this.#hasDeleted) await this.wire.ask('EXPUNGE');
    return presses;
  }

  async #open(box: Box): Promise<void> {
    this.path = typeof box === 'string' ? this.inbox : box.path;
    await reopen(this.wire, this.path);
    const criteria = typeof box === 'string' ? CRITERIA[box] : 'UNDELETED';
    const numbers = hitsOf(await this.wire.ask(`SEARCH ${search(criteria, this.user)}`));
    const names = await this.#namesAt(numbers);
    this.places = numbers.map((number) => ({ number, meant: names.get(number)?.name ?? '', isDeleted: false }));
  }

  /** vm_imap_delete, highest number first: STORE and EXPUNGE, one by one. */
  async #close(): Promise<Press[]> {
    const deleted = this.places.filter(({ isDeleted }) => isDeleted).reverse();
    const presses: Press[] = [];
    for (const place of deleted) {
      presses.push(await this.#press('delete', place));
      await this.wire.tryAll(`STORE ${place.number} +FLAGS (\\Deleted)`);
      await this.wire.ask('EXPUNGE');
      this.#hasDeleted = true;
    }
    this.places = [];
    return presses;
  }

  async #press(key: Press['key'], { number, meant }: Place): Promise<Press> {
    return { key, path: this.path, meant, hit: (await this.#namesAt([number])).get(number) ?? null };
  }

  /** c-client fetches envelopes after a SEARCH by itself; a FETCH never renumbers (RFC 9051 §7.5.1). */
  async #namesAt(numbers: number[]): Promise<Map<number, { name: string; uid: number }>> {
    if (numbers.length === 0) return new Map();
    const [answer] = await this.wire.tryAll(`FETCH ${numbers.join()} (UID ${PEEK})`);
    return new Map(
      (answer?.lines ?? []).flatMap((line) => {
        const [, number, uid] = /^\* (\d+) FETCH .*?UID (\d+)/s.exec(line) ?? [];
        return number ? [[Number(number), { name: headersIn(line).name, uid: Number(uid) }]] : [];
      }),
    );
  }
}
