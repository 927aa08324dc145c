import { problemWords } from '#components/mailbox/problem-words.ts';
import { count, durationText } from '#components/ui/duration.ts';
import type { ApiErrorCode } from '#lib/api/client.ts';
import { type FolderSlug, folderName } from '#lib/voicemail/folder.ts';
import type { Message } from '#lib/voicemail/message.ts';
import { callerWords } from './caller-words.ts';
import { type Change, countOf, type Target, type Wish } from './change.ts';
import type { Outcome } from './journal.ts';

/** `Deleted Dr Patel, 0:11`, `Moved 12 messages to Work`; of those that the server refused it says nothing. */
export function doneWords(change: Change, outcome: Outcome | undefined): string {
  const who = subject(change, outcome);
  const { wish, undoes } = change;
  if (undoes) return undoneWords(undoes, who);
  switch (wish.verb) {
    case 'mark':
      return `Marked ${who} as ${wish.status === 'new' ? 'new' : 'heard'}`;
    case 'move':
      return wish.folder === 'deleted' ? `Deleted ${who}` : `Moved ${who} to ${folderName(wish.folder)}`;
    case 'restore':
      return `Restored ${who}`;
    case 'purge':
      return `Deleted ${who} for good`;
  }
}

/** What Undo did. */
function undoneWords({ wish, folder }: Change, who: string): string {
  if (wish.verb === 'mark')
    return `Undone: ${who} ${wish.status === 'new' ? 'marked as heard' : 'marked as new'} again`;
  return `Undone: ${who} back in ${folderName(folder)}`;
}

function subject(change: Change, outcome: Outcome | undefined): string {
  const refused = new Set(outcome?.failed.map(({ id }) => id));
  const done = change.messages.filter(({ id }) => !refused.has(id));
  const [only] = done;
  const isAll = change.everything && !change.undoes;
  const many = isAll ? (outcome && !refused.size ? doneCount(change, outcome) : countOf(change)) : done.length;
  return only && many === 1 ? nameAndLength(only) : count(many, 'message');
}

function doneCount(change: Change, { messages }: Outcome): number {
  return change.wish.verb === 'purge' ? countOf(change) : messages.length;
}

/** `Dr Patel, 0:11` */
export function nameAndLength({ caller, durationSeconds }: Message): string {
  const { name } = callerWords(caller);
  return durationSeconds === null ? name : `${name}, ${durationText(durationSeconds)}`;
}

const NAMED = 3;

/** `Dr Patel`, `Dr Patel and Grace Hopper`, `Dr Patel, Grace Hopper, Linus Berg and 3 others`. */
export function namesOf(messages: Message[]): string {
  const names = messages.slice(0, NAMED).map(({ caller }) => callerWords(caller).name);
  const others = messages.length - names.length;
  if (others > 0) return `${names.join(', ')} and ${count(others, 'other')}`;
  return [names.slice(0, -1).join(', '), ...names.slice(-1)].filter(Boolean).join(' and ');
}

/** One sentence that names the messages which are where they were, and why, and what that means. */
export function refusedWords(change: Change, refused: Message[], code: ApiErrorCode): string {
  const all = countOf(change);
  const many = refused.length || all;
  const who = many < all ? `${many} of ${count(all, 'message')} (${namesOf(refused)})` : everyOne(refused, all);
  return `${who} could not be ${participle(change.wish)}: ${reason(change, code)}`;
}

function everyOne(refused: Message[], all: number): string {
  return all === 1 ? namesOf(refused) : count(all, 'message');
}

function participle(wish: Wish): string {
  switch (wish.verb) {
    case 'mark':
      return `marked as ${wish.status === 'old' ? 'heard' : 'new'}`;
    case 'move':
      return wish.folder === 'deleted' ? 'deleted' : 'moved';
    case 'restore':
      return 'restored';
    case 'purge':
      return 'deleted for good';
  }
}

function reason({ wish, messages }: Change, code: ApiErrorCode): string {
  switch (code) {
    case 'folder-full':
      return `${targetName(wish, messages)} is full. Nothing was lost.`;
    case 'mailbox-over-quota':
      return 'the mail server has no room left. Nothing was lost.';
    case 'purge-unsafe':
      return 'the mail server cannot do it without harm to other mail. Nothing was lost.';
    case 'not-allowed':
      return 'this site does not allow it. Nothing was changed.';
    case 'not-supported':
      return 'the mail server has no way to. Nothing was changed.';
    default:
      return `${uncapitalised(problemWords(code).title)}.`;
  }
}

function targetName(wish: Wish, messages: Message[]): string {
  if (wish.verb === 'move') return folderName(wish.folder);
  const [origin]: (FolderSlug | null | undefined)[] = messages.map(({ from }) => from);
  return folderName(origin ?? 'inbox');
}

function uncapitalised(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}

/** `Delete 12 messages for good? They cannot be brought back.` */
export function purgeQuestion(target: Target): { title: string; text: string } {
  const many = countOf(target);
  const [only] = target.messages;
  if (many === 1 && only)
    return { title: `Delete ${nameAndLength(only)} for good?`, text: 'It cannot be brought back.' };
  return { title: `Delete ${count(many, 'message')} for good?`, text: 'They cannot be brought back.' };
}
