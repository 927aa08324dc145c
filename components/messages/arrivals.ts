import type { Message } from '#lib/voicemail/message.ts';

/** A list of thousands is looked through whenever a page of it comes in. */
const likenesses = new WeakMap<Message, string>();

/** The same for a message wherever it is moved to and back. */
export function likenessOf(message: Message): string {
  const { receivedAt, caller, durationSeconds, asteriskId } = message;
  const likeness =
    likenesses.get(message) ?? JSON.stringify([receivedAt, caller.name, caller.number, durationSeconds, asteriskId]);
  likenesses.set(message, likeness);
  return likeness;
}

export interface Sorted {
  /** What may be shown. */
  shown: Message[];
  /** What has come in above a row that was there before. */
  waiting: Message[];
}

/** Parts what has arrived in a list from what was known, and from what was merely not loaded yet. */
export function sortArrivals(messages: Message[], known: ReadonlySet<string>): Sorted {
  const isKnown = (message: Message) => known.has(likenessOf(message));
  const lastKnown = messages.findLastIndex(isKnown);
  const isWaiting = (message: Message, index: number) => index < lastKnown && !isKnown(message);
  return {
    shown: messages.filter((message, index) => !isWaiting(message, index)),
    waiting: messages.filter(isWaiting),
  };
}

/** `2 new`, or `2 more` where some of them have been heard elsewhere. */
export function arrivalWords(waiting: Message[]): string {
  return `${waiting.length} ${waiting.every(({ status }) => status === 'new') ? 'new' : 'more'}`;
}
