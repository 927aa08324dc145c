import 'server-only';
import type { Account } from '#lib/imap/account.ts';
import { foldersAsSeen, isAllRead, readFolder, withDetails } from '#lib/imap/read.ts';
import type { MailboxAddress } from '#lib/voicemail/address.ts';
import { VoicemailError } from '#lib/voicemail/errors.ts';
import { type MessagePlace, parseMessageId } from '#lib/voicemail/message.ts';
import { type Found, isMessageOf, ownEntry } from './ownership.ts';

/** Finds one message of a mailbox; those of others in its mail account are as good as gone. */
export class MessageFinder {
  readonly #account: Account;
  readonly #address: MailboxAddress;

  constructor(account: Account, address: MailboxAddress) {
    [this.#account, this.#address] = [account, address];
  }

  /**
   * What `load` makes of a message. What was listed already is found without asking; if it is gone when it is read, the folder says what
   * became of it.
   * @throws {VoicemailError} as `find`, and what `load` throws
   */
  async load<T>(id: string, load: (account: Account, found: Found) => Promise<T>): Promise<{ found: Found; sound: T }> {
    const listed = this.listed(id);
    if (listed) {
      const sound = await load(this.#account, listed).catch(unlessGone);
      if (sound) return { found: listed, sound };
    }
    const found = await this.find(id);
    return { found, sound: await load(this.#account, found) };
  }

  /** What the list said of it, without asking. */
  listed(id: string): Found | null {
    const place = parseMessageId(id);
    const index = place && foldersAsSeen(this.#account).find((folder) => folder.place.slug === place.folder);
    const entry = index?.state.uidValidity === place?.uidValidity ? index?.entries.get(place?.uid ?? 0) : undefined;
    return index && entry?.detail && isMessageOf(entry, this.#address) ? { index, entry } : null;
  }

  /** @throws {VoicemailError} message-not-found, message-id-stale, mailbox-busy while its folder is read for the first time */
  async find(id: string): Promise<Found> {
    const place = parseMessageId(id);
    const found = place && ((await this.#look(place)) ?? (await this.#lookAgain(place)));
    if (!found) throw new VoicemailError('message-not-found', 'Cannot open the message: it is not here');
    const { index, entry } = found;
    const [detailed = entry] = await withDetails(this.#account, index, [entry]);
    return { index, entry: detailed };
  }

  async #look(place: MessagePlace): Promise<Found | null> {
    const index = await readFolder(this.#account, place.folder);
    const entry = index ? ownEntry(index, place, this.#address) : null;
    return index && entry ? { index, entry } : null;
  }

  /** It may be among those that have not been read yet. */
  async #lookAgain(place: MessagePlace): Promise<Found | null> {
    if (!foldersAsSeen(this.#account).some(({ reading }) => reading)) return null;
    if (await isAllRead(this.#account)) return this.#look(place);
    const reason = 'Cannot open the message: the folder is being read for the first time';
    throw new VoicemailError('mailbox-busy', reason, { retryAfterSeconds: 5 });
  }
}

function unlessGone(error: unknown): null {
  if (error instanceof VoicemailError && error.code === 'message-not-found') return null;
  throw error;
}
