import type { MessageSelection } from '#lib/api/contract.ts';
import type { FolderSlug } from '#lib/voicemail/folder.ts';
import type { Message, Status } from '#lib/voicemail/message.ts';

/** What a person wants done. A move to Deleted is what the page calls Delete; `purge` is for good. */
export type Wish =
  | { verb: 'mark'; status: Status }
  | { verb: 'move'; folder: FolderSlug }
  | { verb: 'restore' }
  | { verb: 'purge'; isOverQuota: boolean };

/** All of a list, loaded or not: as the server finds them, up to the newest that the person has seen. */
export interface Everything {
  filter: NonNullable<MessageSelection['filter']>;
  total: number;
}

/** The messages of one folder that a verb is for. */
export interface Target {
  mailbox: string | undefined;
  folder: FolderSlug;
  /** Those that are known, as they were before. */
  messages: Message[];
  everything: Everything | null;
}

export interface Change extends Target {
  wish: Wish;
  /** The change that this one takes back. */
  undoes: Change | null;
}

export function countOf({ everything, messages }: Target): number {
  return everything?.total ?? messages.length;
}

/** One message as a target of its own. */
export function onlyThis(message: Message, mailbox: string | undefined): Target {
  return { mailbox, folder: message.folder, messages: [message], everything: null };
}

/** A mark of one message. It is sent even where the page has it so already: that may be about to change. */
export function markOf(message: Message, mailbox: string | undefined, status: Status): Change {
  return { ...onlyThis(message, mailbox), wish: { verb: 'mark', status }, undoes: null };
}

/** For good, once the person has been asked. */
export function purgeOf({ mailbox, folder, messages, everything }: Target, how: { isOverQuota: boolean }): Change {
  return { mailbox, folder, messages, everything, wish: { verb: 'purge', ...how }, undoes: null };
}

/** Leaves out what is so already; `null` when nothing is left to do. */
export function changeOf(wish: Wish, target: Target): Change | null {
  const messages = target.messages.filter((message) => !isDone(message, wish));
  if (messages.length === 0 && !target.everything) return null;
  const { mailbox, folder, everything } = target;
  return { mailbox, folder, messages, everything: narrowed(everything, wish), wish, undoes: null };
}

function isDone(message: Message, wish: Wish): boolean {
  return (
    (wish.verb === 'mark' && message.status === wish.status) || (wish.verb === 'move' && message.folder === wish.folder)
  );
}

/** Only what a mark changes may be unmarked again by Undo. */
function narrowed(everything: Everything | null, wish: Wish): Everything | null {
  if (!everything || wish.verb !== 'mark') return everything;
  return { ...everything, filter: { ...everything.filter, status: wish.status === 'new' ? 'old' : 'new' } };
}

/** How a message will look; `null` when it will be gone. */
export function outcomeOf(message: Message, wish: Wish): Message | null {
  switch (wish.verb) {
    case 'mark':
      return { ...message, status: wish.status };
    case 'move':
      return {
        ...message,
        folder: wish.folder,
        from: wish.folder === 'deleted' ? message.folder : null,
        purgeAt: null,
      };
    case 'restore':
      return { ...message, folder: message.from ?? 'inbox', from: null, purgeAt: null };
    case 'purge':
      return null;
  }
}

/** The change that takes this one back, for those messages that it did change; `null` where nothing can. */
export function undoOf(change: Change, refused: ReadonlySet<string> = new Set()): Change | null {
  const wish = inverse(change);
  if (!wish) return null;
  const messages = change.messages.flatMap((message) =>
    refused.has(message.id) ? [] : (outcomeOf(message, change.wish) ?? []),
  );
  return { ...change, messages, wish, undoes: change };
}

function inverse({ wish, folder }: Change): Wish | null {
  switch (wish.verb) {
    case 'mark':
      return { verb: 'mark', status: wish.status === 'new' ? 'old' : 'new' };
    case 'move':
      return wish.folder === 'deleted' ? { verb: 'restore' } : { verb: 'move', folder };
    case 'restore':
      return { verb: 'move', folder: 'deleted' };
    case 'purge':
      return null;
  }
}
