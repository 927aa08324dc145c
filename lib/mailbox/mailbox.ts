import 'server-only';
import type { Account } from '#lib/imap/account.ts';
import { readAllFolders, readFolder, withDetails } from '#lib/imap/read.ts';
import type { MailboxAddress } from '#lib/voicemail/address.ts';
import { VoicemailError } from '#lib/voicemail/errors.ts';
import type { FolderSlug } from '#lib/voicemail/folder.ts';
import { type Message, parseMessageId, type Status } from '#lib/voicemail/message.ts';
import type { MailboxSummary } from '#lib/voicemail/summary.ts';
import { type Change, markAs } from './mark.ts';
import { messageOf } from './message-of.ts';
import { type Found, listing, ownEntry } from './ownership.ts';
import { pageOf } from './page.ts';
import { learnMailboxes } from './proven.ts';
import { loadRecording, loadStored, type Recording, type Stored } from './recording.ts';
import { summaryOf } from './summary-of.ts';

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

/** The messages that a verb is for: either by id, or all that match and had arrived with `upTo`. */
export interface Selection {
  ids?: string[] | undefined;
  filter?: (MessageSearch & { upTo: string }) | undefined;
}

/** What to do with them: one of the three. */
export interface Wish {
  status?: Status | undefined;
  folder?: FolderSlug | undefined;
  restore?: true | undefined;
}

export interface Purge extends Change {
  purged: string[];
}

/** What one can do with one person's voicemail. Opened by `openMailbox`, which proves that one may. */
export class Mailbox {
  readonly #account: Account;
  readonly #address: MailboxAddress;

  constructor(account: Account, address: MailboxAddress) {
    this.#account = account;
    this.#address = address;
  }

  /** Folders with counts, quota, and what the lamp should show. */
  async summary(): Promise<MailboxSummary> {
    const everything = await readAllFolders(this.#account);
    return summaryOf(this.#address, learnMailboxes(this.#account, everything.folders), everything);
  }

  /**
   * One page of a folder, newest first.
   * @throws {VoicemailError} folder-not-found, message-id-stale or request-invalid for the cursor
   */
  async messages(
    filter: MessageFilter,
  ): Promise<{ messages: Message[]; next: string | null; total: number; upTo: string | null }> {
    const index = await readFolder(this.#account, filter.folder);
    if (!index) return { messages: [], next: null, total: 0, upTo: null };
    const page = pageOf(index, listing(index, this.#address), filter);
    const entries = await withDetails(this.#account, index, page.entries);
    return {
      messages: entries.map((entry) => messageOf(index, entry)),
      next: page.next,
      total: page.total,
      upTo: null,
    };
  }

  /** Marks messages, moves or restores them; each succeeds or fails by itself. */
  change({ ids = [] }: Selection, { status }: Wish): Promise<Change> {
    if (!status) throw new VoicemailError('not-supported', 'Cannot move messages: not yet');
    return markAs(this.#account, this.#address, ids, status);
  }

  /** Purges messages from Deleted; with `isOverQuota` from anywhere what Deleted has no room for. */
  async purge({ ids = [] }: Selection, _how: { isOverQuota: boolean }): Promise<Purge> {
    return { purged: [], messages: [], failed: ids.map((id) => ({ id, code: 'not-supported' as const })) };
  }

  /**
   * The sound of a message, its intro first, as a browser plays it. Marks nothing heard.
   * @throws {VoicemailError} message-not-found, message-id-stale, recording-not-found, recording-unsupported
   */
  async recording(id: string): Promise<Recording> {
    return loadRecording(this.#account, await this.#find(id));
  }

  /**
   * The recording as it is stored, and what it is about. Marks nothing heard.
   * @throws {VoicemailError} message-not-found, message-id-stale, recording-not-found
   */
  async storedRecording(id: string): Promise<Stored> {
    return loadStored(this.#account, await this.#find(id));
  }

  async #find(id: string): Promise<Found> {
    const place = parseMessageId(id);
    const index = place && (await readFolder(this.#account, place.folder));
    const entry = place && index ? ownEntry(index, place, this.#address) : null;
    if (!(index && entry)) throw new VoicemailError('message-not-found', 'Cannot open the message: it is not here');
    const [detailed = entry] = await withDetails(this.#account, index, [entry]);
    return { index, entry: detailed };
  }
}
