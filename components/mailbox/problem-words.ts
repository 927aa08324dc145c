import type { ApiErrorCode } from '#lib/api/client.ts';

export interface ProblemWords {
  /** What happened. */
  title: string;
  /** What it means for the person's messages. */
  text: string;
}

const OURS: ProblemWords = {
  title: 'This did not work',
  text: 'The fault is on this site’s side, and your messages are as they were. If it stays, tell your administrator.',
};

const NO_SUCH_PLACE: ProblemWords = {
  title: 'There is no such mailbox or folder',
  text: 'The address may have been cut short, or a mail program took the folder away.',
};

const WORDS: Partial<Record<ApiErrorCode, ProblemWords>> = {
  'mail-server-unreachable': {
    title: 'The mail server does not answer',
    text: 'Your messages are kept on it. Until it answers, the phone may not play them either.',
  },
  'mailbox-busy': {
    title: 'The mail server is busy',
    text: 'It takes no more connections for now. Your messages are kept on it.',
  },
  'sessions-unreachable': {
    title: 'This site has lost touch with its memory',
    text: 'You are still signed in, and your messages are safe on the mail server.',
  },
  'site-misconfigured': {
    title: 'This site cannot open your mailbox',
    text: 'Its own login at the mail server does not work. Your messages are safe there. Tell your administrator.',
  },
  'mail-server-misbehaved': {
    title: 'The mail server gave an answer that makes no sense',
    text: 'Your messages are kept on it, and nothing was changed.',
  },
  offline: {
    title: 'This page cannot reach its server',
    text: 'Your connection may be down. Your messages are safe on the mail server, and the phone still plays them.',
  },
  'request-invalid': NO_SUCH_PLACE,
  'folder-not-found': NO_SUCH_PLACE,
  'message-not-found': {
    title: 'This message is no longer here',
    text: 'It was moved or deleted, perhaps on the phone.',
  },
  'message-id-stale': {
    title: 'This message is no longer here',
    text: 'The mail server has numbered its messages anew.',
  },
  'sign-in-required': { title: 'You are signed out', text: 'Sign in again to go on.' },
  'not-allowed': { title: 'This mailbox is not yours to open', text: 'If it should be, ask your administrator.' },
};

/** What to tell a person about a call that failed: whole sentences, but for the full stop of the title. */
export function problemWords(code: ApiErrorCode): ProblemWords {
  return WORDS[code] ?? OURS;
}

const PASSING: ApiErrorCode[] = [
  'mail-server-unreachable',
  'mailbox-busy',
  'mail-server-misbehaved',
  'sessions-unreachable',
  'site-misconfigured',
  'offline',
];

/** Whether the address itself is wrong, so that only another one helps. */
export function isWrongAddress(code: ApiErrorCode): boolean {
  return code === 'request-invalid' || code === 'folder-not-found' || code === 'not-allowed';
}

/** Whether it may go away by itself, so that trying again makes sense. */
export function isPassing(code: ApiErrorCode): boolean {
  return PASSING.includes(code);
}
