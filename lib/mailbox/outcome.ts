import 'server-only';
import { imapFailure, isConnectionLost } from '#lib/imap/errors.ts';
import type { FolderIndex } from '#lib/imap/index-cache.ts';
import type { Writing } from '#lib/imap/writing.ts';
import type { ErrorCode, VoicemailError } from '#lib/voicemail/errors.ts';
import type { FolderSlug } from '#lib/voicemail/folder.ts';
import { type Message, messageId } from '#lib/voicemail/message.ts';
import type { Row } from './rows.ts';

/** What became of a verb, id by id. */
export interface Change {
  /** As they are now; `was` is the id that was asked for. */
  messages: (Message & { was: string })[];
  failed: { id: string; code: ErrorCode }[];
}

/** A row that a verb is for, by the id it was asked for. */
export interface Chosen extends Row {
  id: string;
}

/** The chosen rows of one folder. */
export interface Group {
  folder: FolderSlug;
  chosen: Chosen[];
}

export function idIn({ place, state }: FolderIndex, uid: number): string {
  return messageId({ folder: place.slug, uidValidity: state.uidValidity, uid });
}

/** The newest arrival in a folder, whoever's: what came later nobody has seen. */
export function newestId(index: FolderIndex): string | null {
  return index.state.uidNext > 1 ? idIn(index, index.state.uidNext - 1) : null;
}

/** Collects what became of the ids while a verb goes through the folders. */
export class Outcome {
  readonly change: Change = { messages: [], failed: [] };
  #serverFailure: VoicemailError | undefined;

  fail(ids: string[], code: ErrorCode): void {
    this.change.failed.push(...ids.map((id) => ({ id, code })));
  }

  /**
   * Does one folder's share; what it throws is the failure of those ids that nothing was said of yet.
   * @throws the connection's end while nothing has been written: then all can be tried again
   */
  async attempt(writing: Writing, ids: string[], doing: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (isConnectionLost(error) && !writing.hasWritten) throw error;
      const failure = imapFailure(error, doing);
      if (failure.code === 'unexpected') throw failure;
      this.#serverFailure ??= failure;
      const settled = new Set([
        ...this.change.messages.map(({ was }) => was),
        ...this.change.failed.map(({ id }) => id),
      ]);
      this.fail(
        ids.filter((id) => !settled.has(id)),
        failure.code,
      );
    }
  }

  /** @throws {VoicemailError} what the mail server failed with, when it let nothing be done at all */
  result(): Change {
    if (this.#serverFailure && this.change.messages.length === 0) throw this.#serverFailure;
    return this.change;
  }
}
