import 'server-only';
import type { Account } from '#lib/imap/account.ts';
import { foldersAsSeen, readAllFolders, readFolder, withDetails } from '#lib/imap/read.ts';
import type { MailboxAddress } from '#lib/voicemail/address.ts';
import type { CallOutcome } from '#lib/voicemail/call.ts';
import type { FolderSlug } from '#lib/voicemail/folder.ts';
import { asksForName } from '#lib/voicemail/match.ts';
import { type Message, NOBODY, type Status } from '#lib/voicemail/message.ts';
import type { Indexing, Lamp, MailboxSummary } from '#lib/voicemail/summary.ts';
import { phoneAddressOf } from './at-the-site.ts';
import { callBack } from './call-back.ts';
import { recordSound } from './deeds.ts';
import { type ExportedFile, type ExportWish, exportedFiles } from './export.ts';
import { MessageFinder } from './find-message.ts';
import { Greetings } from './greetings.ts';
import { indexingOf } from './indexing.ts';
import { keptSince } from './kept.ts';
import { confirmed, refreshLamps } from './lamp.ts';
import { type ChangesFilter, type ListChanges, listChanges } from './list-changes.ts';
import { messageOf } from './message-of.ts';
import { type Change, newestId } from './outcome.ts';
import { loadOutline, type Outline } from './outline.ts';
import type { Found } from './ownership.ts';
import { pageOf } from './page.ts';
import { visibleMailboxes } from './proven.ts';
import { quietMs } from './quiet.ts';
import { loadPlayable, loadRecording, loadStored, type Recording, type SoundFile } from './recording.ts';
import { hasMarked, rowsOf } from './rows.ts';
import { summaryOf } from './summary-of.ts';
import { isTidyDue } from './tidy.ts';
import { ensureTidy } from './tidy-timer.ts';
import { change, purgeMessages } from './verbs.ts';

/** Which messages of a folder; times are ISO 8601. */
export interface MessageSearch {
  folder: FolderSlug;
  status?: Status | undefined;
  urgent?: boolean | undefined;
  q?: string | undefined;
  from?: string | undefined;
  until?: string | undefined;
  minSeconds?: number | undefined;
  maxSeconds?: number | undefined;
}

/** One page of them. */
export interface MessageFilter extends MessageSearch {
  limit: number;
  before?: string | undefined;
}

/** What a page holds, and where it stands in its folder. */
interface MessagePage {
  messages: Message[];
  next: string | null;
  total: number;
  upTo: string | null;
  /** How far the folder's first reading is; `null` when all of it is known. */
  indexing: Indexing | null;
}

/** The messages that a verb is for: either by id, or all that match and had arrived with `upTo`. */
export interface Selection {
  ids?: string[] | undefined;
  filter?: (MessageSearch & { upTo: string }) | undefined;
}

/** What to do with them: one of the four. */
export interface Wish {
  /** Where playing stopped; 0 forgets it. */
  positionSeconds?: number | undefined;
  status?: Status | undefined;
  folder?: FolderSlug | undefined;
  restore?: true | undefined;
}

/** For the record: sound may be made ready that nobody hears. */
interface HandedOut {
  handedOut(): void;
}

export interface Purge extends Change {
  purged: string[];
}

/** What one can do with one person's voicemail. Opened by `openMailbox`, which proves that one may. */
export class Mailbox {
  readonly #account: Account;
  readonly #address: MailboxAddress;
  readonly #finder: MessageFinder;

  constructor(account: Account, address: MailboxAddress) {
    this.#account = account;
    this.#address = address;
    this.#finder = new MessageFinder(account, address);
  }

  /** What callers hear before the tone. */
  get greetings(): Greetings {
    return new Greetings(this.#account, this.#address);
  }

  /** Folders with counts, quota, and what the lamp should show. */
  async summary(): Promise<MailboxSummary> {
    const everything = await readAllFolders(this.#account);
    const mailboxes = visibleMailboxes(this.#account, everything.folders);
    const deleted = everything.folders.find(({ place }) => place.slug === 'deleted');
    const since = await keptSince(this.#account, deleted);
    for (const index of everything.folders) quietMs(this.#account, index);
    if (isTidyDue(everything.folders, since)) ensureTidy(this.#account);
    const summary = summaryOf(this.#account, this.#address, mailboxes, everything);
    const inbox = everything.folders.find(({ place }) => place.slug === 'inbox');
    if (inbox?.reading) return { ...summary, lamp: { ...summary.lamp, reason: 'being-read' } };
    return {
      ...summary,
      lamp: await confirmed(this.#account, phoneAddressOf(this.#account, this.#address), summary.lamp),
    };
  }

  /** Has the phone system look at every mailbox of the account again, and says what the lamp shows then. */
  async refreshLamp(): Promise<Lamp> {
    await refreshLamps(this.#account);
    const { lamp } = await this.summary();
    return lamp;
  }

  /**
   * One page of a folder, newest first.
   * @throws {VoicemailError} folder-not-found, message-id-stale or request-invalid for the cursor
   */
  async messages(filter: MessageFilter): Promise<MessagePage> {
    const index = await readFolder(this.#account, filter.folder);
    if (!index) return { messages: [], next: null, total: 0, upTo: null, indexing: null };
    // What leaves this folder is told by what the others hold now; tags like "Also in Work" may be a little old.
    const all = hasMarked(index) ? (await readAllFolders(this.#account)).folders : foldersAsSeen(this.#account);
    const rows = rowsOf(index, this.#address, all);
    if (asksForName(filter)) {
      await withDetails(
        this.#account,
        index,
        rows.map(({ entry }) => entry),
      );
    }
    const { entries, ...page } = pageOf(index, rows, filter);
    const detailed = await withDetails(this.#account, index, entries);
    const since = filter.folder === 'deleted' ? await keptSince(this.#account, index) : new Map();
    const messages = detailed.map((entry) => messageOf(index, entry, { all, since }));
    return { messages, ...page, upTo: newestId(index), indexing: indexingOf(index.reading) };
  }

  /**
   * What became of the rows that a page has.
   * @throws {VoicemailError} folder-not-found, message-id-stale, request-invalid for the cursor
   */
  changes(filter: ChangesFilter): Promise<ListChanges> {
    return listChanges(this.#account, this.#address, filter);
  }

  /** Marks messages, moves or restores them, or keeps where playing stopped; each succeeds or fails by itself. */
  change(selection: Selection, wish: Wish): Promise<Change> {
    return change(this.#account, this.#address, selection, wish);
  }

  /** Purges messages from Deleted; with `isOverQuota` from anywhere what Deleted has no room for. */
  purge(selection: Selection, how: { isOverQuota: boolean }): Promise<Purge> {
    return purgeMessages(this.#account, this.#address, selection, how);
  }

  /**
   * The sound of a message, its intro first, as a browser plays it. Marks nothing heard. Whoever gives it to somebody
   * says so by `handedOut`.
   * @throws {VoicemailError} message-not-found, message-id-stale, recording-not-found, recording-unsupported
   */
  async recording(id: string): Promise<Recording & HandedOut> {
    const { found, sound } = await this.#finder.load(id, loadRecording);
    return { ...sound, handedOut: () => this.#recordSound('listened', id, found) };
  }

  /**
   * The recording as it is stored, and what it is about. Marks nothing heard; `handedOut` as above.
   * @throws {VoicemailError} message-not-found, message-id-stale, recording-not-found
   */
  storedRecording(id: string): Promise<SoundFile & HandedOut> {
    return this.#file(id, loadStored);
  }

  /**
   * What a browser plays, as a file; otherwise as above.
   * @throws {VoicemailError} as above, and recording-unsupported
   */
  playableRecording(id: string): Promise<SoundFile & HandedOut> {
    return this.#file(id, loadPlayable);
  }

  /**
   * The sounds of messages as files, and a list of them. What is not this mailbox's is as good as gone. Marks nothing heard.
   * @throws {VoicemailError} when the first file is asked for: what recordings fail with, when there is no sound at all
   */
  export(wish: ExportWish): AsyncGenerator<ExportedFile, void> {
    const finder = this.#finder;
    return exportedFiles({ account: this.#account, address: this.#address, finder }, wish);
  }

  async #file(id: string, load: typeof loadStored): Promise<SoundFile & HandedOut> {
    const { found, sound } = await this.#finder.load(id, load);
    return { ...sound, handedOut: () => this.#recordSound('downloaded', id, found) };
  }

  /**
   * What a player draws of the sound of a message, and goes by. Marks nothing heard.
   * @throws {VoicemailError} as `recording`, and recording-unsupported of what only a browser can decode
   */
  async outline(id: string): Promise<Outline> {
    return (await this.#finder.load(id, loadOutline)).sound;
  }

  /**
   * Has the owner's phone ring, and the caller of a message called once it is picked up.
   * @throws {VoicemailError} message-not-found, message-id-stale, not-supported, request-invalid for a caller without a number, too-many-attempts
   */
  async callBack(id: string): Promise<CallOutcome> {
    return callBack(this.#account, this.#address, await this.#finder.find(id));
  }

  #recordSound(what: 'listened' | 'downloaded', id: string, { entry }: Found): void {
    recordSound(this.#account, this.#address, what, { id, caller: entry.detail?.caller ?? NOBODY });
  }
}
