import { isPassing, problemWords } from '#components/mailbox/problem-words.ts';
import type { ApiErrorCode } from '#lib/api/client.ts';
import type { GreetingList } from '#lib/api/greeting-contract.ts';
import type { GreetingKind, GreetingRefusal } from '#lib/voicemail/greeting.ts';
import type { StudioError } from './studio-error.ts';

/** In the order of the page; what each is for. */
export const PURPOSES: Record<GreetingKind, { title: string; purpose: string }> = {
  unavailable: { title: 'Unavailable', purpose: 'When you do not answer.' },
  busy: { title: 'Busy', purpose: 'When you are on another call.' },
  name: { title: 'Name', purpose: 'Spoken in the directory, and when someone forwards to you.' },
  temporary: { title: 'Temporary', purpose: 'Instead of all others, until it ends or you remove it.' },
};

/** `busy greeting`, `name` */
export function thing(kind: GreetingKind): string {
  return kind === 'name' ? 'name' : `${kind} greeting`;
}

/** Whether callers hear this one now, in one case at least. */
export function isHeard(kind: GreetingKind, { heard }: GreetingList): boolean {
  return heard.unavailable === kind || heard.busy === kind;
}

/** What callers hear in place of a greeting that there is not. */
export function insteadWords(kind: GreetingKind, { heard }: GreetingList): string {
  if (kind === 'name') return 'Callers hear your extension instead.';
  if (kind === 'temporary') return 'Callers hear your other greetings.';
  if (heard[kind] === 'temporary') return 'Callers hear the temporary greeting.';
  if (heard[kind] === 'name') return 'Callers hear the phone’s own words, with your name.';
  return 'Callers hear the phone’s own words.';
}

interface RefusalWords {
  title: string;
  text: string;
  /** What the administrator would do. */
  remedy: string;
}

const BY_PHONE = 'On the phone, press 0 in the voicemail menu to record them.';

/** Why there are no greetings on the page. */
export const REFUSALS: Record<GreetingRefusal, RefusalWords> = {
  'site-unknown': {
    title: 'Greetings are not set up on this site',
    text: `Nobody has told it how the phone system keeps them. ${BY_PHONE}`,
    remedy: 'set VOICEMAIL_CONF to where Asterisk’s voicemail.conf can be read',
  },
  'kept-on-the-phone': {
    title: 'The phone system keeps your greetings itself',
    text: `This page cannot reach them. ${BY_PHONE}`,
    remedy: 'imapgreetings=yes in voicemail.conf keeps them on the mail server, and greetingsfolder=Greetings apart',
  },
  'shares-folder': {
    title: 'Your greetings lie among messages',
    text: `To change one there could harm a message, so this page does not. ${BY_PHONE}`,
    remedy: 'set greetingsfolder in voicemail.conf to a folder of its own, such as Greetings',
  },
  'shares-account': {
    title: 'Several mailboxes share this mail account',
    text: `The phone system cannot tell whose greeting is whose, so this page leaves them alone. ${BY_PHONE}`,
    remedy: 'give each mailbox a mail account of its own (imapuser in voicemail.conf)',
  },
  'format-unknown': {
    title: 'The phone system wants greetings in a form that this site cannot write',
    text: BY_PHONE,
    remedy: 'add wav49 to format= in voicemail.conf',
  },
};

/** Why there is nothing to save, and what to do. */
export const STUDIO_PROBLEMS: Record<StudioError['problem'] | 'unexpected', string> = {
  insecure: 'Browsers give a microphone only to pages with https. Upload a file instead, or ask your administrator.',
  unable: 'This browser cannot record. Upload a file instead.',
  refused: 'The browser does not let this page use the microphone. Allow it beside the address, then try again.',
  missing: 'There is no microphone. Plug one in and try again, or upload a file.',
  taken: 'The microphone gives no sound: another program may be using it. Close that, then try again.',
  'too-large': 'This file is larger than 64 MB. Use a shorter one.',
  'no-sound': 'There is no sound in this file that the browser can read. Use a WAV, MP3 or M4A.',
  unexpected: 'This did not work. Try again, or upload a file.',
};

const NOT_SAVED: Partial<Record<ApiErrorCode, string>> = {
  'mailbox-over-quota': 'The mailbox has no room for it. Delete some messages, then save again.',
  'request-invalid': 'The time when it ends is over already. Choose a later one, then save again.',
  'body-too-large': 'It is too long to send. Record a shorter one.',
  'recording-unsupported': 'There is no sound in it. Record it again.',
  'greeting-refused': 'The phone system’s settings do not allow it now. Ask your administrator.',
};

/** What a call that failed means for callers. @param verb `saved`, `removed` */
export function failureWords(verb: 'saved' | 'removed', code: ApiErrorCode): string {
  const why = NOT_SAVED[code] ?? `${problemWords(code).title}.`;
  // Without an answer nobody knows how far it came: the new one and the old one are never both gone.
  const effect = isPassing(code) ? 'Callers hear what they heard before, or the new one.' : 'Callers hear the old one.';
  return `Not ${verb}. ${why} ${verb === 'saved' ? effect : 'Callers may still hear it.'}`;
}
